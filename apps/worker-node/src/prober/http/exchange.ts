import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { fail } from '../finding.js'
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
  body: string | null
  /** Keep the whole body (up to the cap) rather than a sample. */
  keepBody: boolean
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
    const reader = createBodyReader(options.keepBody)
    const req: ClientRequest = request({
      createConnection: () => socket,
      method: options.method,
      path: options.path,
      headers: options.headers,
      setHost: false,
      maxHeaderSize: MAX_HEADER_BYTES,
    })

    const settle = (finish: () => void) => {
      addPhase(trace, answeredAt === null ? 'ttfbMs' : 'transferMs', answeredAt ?? sentAt)
      req.destroy()
      socket.destroy()
      finish()
    }
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
      res.on('end', done)
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
          interrupted(why, () =>
            answeredAt === null
              ? fail('answer_timeout', `Connected to ${peer}, but no answer within ${deadline.timeoutMs} ms.`)
              : fail(
                  'body_timeout',
                  `${peer} answered ${trace.httpStatus}, but the body did not finish within ${deadline.timeoutMs} ms (${reader.bytes()} bytes came).`,
                ),
          ),
        ),
      ),
    )
    req.end(options.body ?? undefined)
  })
}
