import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { fail } from '../finding.js'
import { describe } from '../net/network-errors.js'
import { once } from '../net/once.js'
import { interrupted } from '../net/under-deadline.js'
import { addPhase, type ProbeContext } from '../probe.js'
import { type BodyRead, createBodyReader } from './body-reader.js'
import { explainBodyError, explainRequestError } from './http-errors.js'

export type Exchange = {
  socket: Socket
  method: string
  /** What stands in the request line: a path, or a whole URL for a proxy. */
  path: string
  headers: string[]
  body: string | Uint8Array | null
  /** Keep the whole body (up to the cap) rather than a sample. */
  keepBody: boolean
  /** Bytes of the body that are read at most; 1 MiB when absent. */
  bodyCap?: number
  /** For sentences: the host and port that we talk to. */
  peer: string
}

export type Answer = { status: number; rawHeaders: string[]; headers: IncomingMessage['headers']; body: BodyRead }

const MAX_HEADER_BYTES = 64 * 1024

/**
 * One request and its answer over a connected socket of ours; Node's parser reads it, we keep the socket, its address and its clock.
 * The socket is destroyed at the end, whatever happens. Throws a CheckFailure when there is no whole answer.
 */
export function exchange(context: ProbeContext, { socket, peer, ...options }: Exchange): Promise<Answer> {
  const { deadline, trace } = context
  return new Promise<Answer>((resolve, reject) => {
    const sentAt = performance.now()
    let answeredAt: number | null = null
    const reader = createBodyReader(options.keepBody, options.bodyCap)
    const req = requestOver(socket, options)
    const settle = once((finish: () => void) => {
      addPhase(trace, answeredAt === null ? 'ttfbMs' : 'transferMs', answeredAt ?? sentAt)
      // A moment later: by then the server has closed its side, and closing ours is a third of the work.
      setImmediate(() => {
        req.destroy()
        socket.destroy()
      })
      finish()
    })
    const onAnswer = (res: IncomingMessage) => {
      addPhase(trace, 'ttfbMs', sentAt)
      answeredAt = performance.now()
      const { statusCode: status = 0, rawHeaders, headers } = res
      trace.httpStatus = status
      trace.headers = rawHeaders
      const done = () => settle(() => resolve({ status, rawHeaders, headers, body: reader.read() }))
      res.on('data', (chunk: Buffer) => {
        if (reader.add(chunk)) done()
      })
      // Before Node's own listener, which would shut the connection down in order: two system calls for a socket that we destroy.
      res.prependListener('end', done)
      res.on('error', (error) => settle(() => reject(explainBodyError(error, headers, reader.bytes()))))
    }
    req.on('response', onAnswer)
    // 101, or a 2xx to CONNECT: there is no body, the connection is somebody else's protocol now.
    req.on('upgrade', (res) => {
      onAnswer(res)
      res.emit('end')
    })
    req.on('error', (error) => settle(() => reject(explainRequestError(error, peer))))
    deadline.onInterrupt((why) =>
      settle(() =>
        reject(
          interrupted(why, () => tooSlow(context, { peer, received: answeredAt === null ? null : reader.bytes() })),
        ),
      ),
    )
    req.end(options.body ?? undefined)
  })
}

/** Throws a CheckFailure for what Node would not send, such as line breaks in a header; the socket is destroyed then. */
function requestOver(socket: Socket, { method, path, headers }: Omit<Exchange, 'socket' | 'peer'>): ClientRequest {
  try {
    const createConnection = () => socket
    return request({ createConnection, method, path, headers, setHost: false, maxHeaderSize: MAX_HEADER_BYTES })
  } catch (error) {
    socket.destroy()
    throw fail('invalid_target', 'The request of this monitor cannot be sent as HTTP.', describe(error))
  }
}

/** `received`: bytes of the body, null when not even the head of the answer came. */
function tooSlow({ deadline, trace }: ProbeContext, { peer, received }: { peer: string; received: number | null }) {
  const { timeoutMs } = deadline
  if (received === null) return fail('answer_timeout', `Connected to ${peer}, but no answer within ${timeoutMs} ms.`)
  const came = `${received} ${received === 1 ? 'byte' : 'bytes'} came`
  const sentence = `${peer} answered ${trace.httpStatus}, but the body did not finish within ${timeoutMs} ms (${came}).`
  return fail('body_timeout', sentence)
}
