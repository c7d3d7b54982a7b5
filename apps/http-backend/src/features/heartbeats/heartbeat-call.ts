import { heartbeatRequest } from '@mointering/api-contract/http/monitors'
import type { HeartbeatCall } from '@mointering/db/pipeline/heartbeats'
import type { Request } from 'express'
import { parseInput } from '../../http/parse-input.js'

const MAX_MESSAGE = 500
/** Left at the end where a surrogate pair was cut. */
const HALF_A_PAIR = /[\ud800-\udbff]$/

/** What a call says, in its query or in its body (JSON, a form, or a plain text as message). Throws invalid_input. */
export function readHeartbeatCall(req: Request, atMs: number): HeartbeatCall {
  const { status, message, durationMs } = parseInput(heartbeatRequest, said(req), 'query')
  return { atMs, status, message: message ?? null, durationMs: durationMs ?? null }
}

/** The body wins over the query. */
function said(req: Request): Record<string, unknown> {
  const { body } = req
  const text = typeof body === 'string' ? body.trim() : null
  const inBody =
    text === null ? body : text === '' ? {} : { message: text.slice(0, MAX_MESSAGE).replace(HALF_A_PAIR, '') }
  return { ...req.query, ...(typeof inBody === 'object' && inBody !== null ? inBody : {}) }
}
