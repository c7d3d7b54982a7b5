import { PROBLEMS, type Problem } from '@mointering/api-contract/http/problem'
import { CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Logger } from '@mointering/backend-common/log/logger'
import { QueueUnavailableError } from '@mointering/backend-common/queue/message-queue'
import type { ErrorRequestHandler, Request } from 'express'
import { requestIdOf } from './request-id.js'

/** Answers every error as RFC 9457 problem+json. What is no AppError is a bug: 500, generic text, the stack to the log only. */
export function problemResponse(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const refusal = asAppError(error)
    const requestId = requestIdOf(res)
    if (refusal.status >= 500) {
      const level = refusal.code === 'internal' ? 'error' : 'warn'
      log[level](
        { err: error, requestId, method: req.method, route: routeOf(req), context: refusal.context },
        'a request failed',
      )
    } else {
      log.debug({ requestId, method: req.method, route: routeOf(req), code: refusal.code }, 'a request was refused')
    }
    if (res.headersSent) {
      res.destroy()
      return
    }
    res
      .status(refusal.status)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(refusal, requestId)))
  }
}

function problemBody(refusal: AppError, requestId: string): Problem {
  const { status, title } = PROBLEMS[refusal.code]
  return {
    type: `urn:mointering:problem:${refusal.code}`,
    title,
    status,
    detail: refusal.publicMessage,
    code: refusal.code,
    requestId,
    ...(refusal.issues.length > 0 ? { issues: [...refusal.issues] } : {}),
  }
}

/** Never the path itself: it may hold a heartbeat's token. */
const routeOf = (req: Request): string => (req.route ? String(req.route.path) : 'unknown')

const PARSER_ERRORS: Record<string, (error: unknown) => AppError> = {
  'entity.too.large': (error) =>
    new AppError('too_large', `A body of this kind may have at most ${Number(fieldOf(error, 'limit')) / 1024} KiB`),
  'entity.parse.failed': () => new AppError('invalid_input', 'The body is not valid JSON'),
  'encoding.unsupported': () => new AppError('unsupported_media_type', 'That Content-Encoding is not understood'),
  'charset.unsupported': () => new AppError('unsupported_media_type', 'Send the body in UTF-8'),
  'parameters.too.many': () => new AppError('too_large', 'That form has too many fields'),
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof CacheUnavailableError || error instanceof QueueUnavailableError) {
    return new AppError('unavailable', 'A part of the system is not reachable right now. Try again in a minute', {
      cause: error,
    })
  }
  if (isDatabaseAway(error)) {
    return new AppError('unavailable', 'The database is not reachable right now. Try again in a minute', {
      cause: error,
    })
  }
  const fromParser = PARSER_ERRORS[fieldOf(error, 'type')]
  if (fromParser) return fromParser(error)
  const status = Number(fieldOf(error, 'status'))
  // Express and its parsers mark the client's mistakes (a malformed %-escape, an aborted body) with a status of their own.
  if (status >= 400 && status < 500) return new AppError('invalid_input', 'The request is not valid', { cause: error })
  return new AppError('internal', 'Something went wrong on our side. The request id names it in our log', {
    cause: error,
  })
}

const fieldOf = (error: unknown, field: string): string =>
  typeof error === 'object' && error !== null && field in error ? String(Reflect.get(error, field)) : ''

// Class 08 and 57P0x of PostgreSQL's error codes, Node's connect errors, and pg-pool's and Prisma's own words for the same (P2028: no connection for a transaction in time, or one that took too long).
const AWAY_CODES =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EPIPE|08...|57P0.|53300|P1001|P1002|P1017|P2024|P2028)$/
const AWAY_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) return false
  if (AWAY_CODES.test(fieldOf(error, 'code')) || AWAY_TEXT.test(error.message)) return true
  return isDatabaseAway(error.cause, depth + 1)
}
