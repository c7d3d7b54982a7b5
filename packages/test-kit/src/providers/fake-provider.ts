import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { listen } from '../targets/listen.js'

export type ProviderCall = {
  method: string
  /** As it was asked for, with the provider's own host. */
  url: URL
  headers: IncomingHttpHeaders
  body: string
}
export type ProviderReply = { status: number; headers?: Record<string, string>; body?: string | object }

export type FakeProvider = AsyncDisposable & {
  /** Where it listens. */
  origin: string
  /** What was asked so far, oldest first. */
  calls: readonly ProviderCall[]
  /** Answers the next call so, whatever it is. Several queue up. `'hang up'` breaks the connection off after the request has arrived. */
  next(reply: ProviderReply | 'hang up'): void
}

/** Says where a request was meant to go, when it was sent to the fake instead. */
export const MEANT_FOR_HEADER = 'x-meant-for'

/**
 * A provider on loopback that judges each request as the real one would: `answer` checks what came in against the provider's documentation and answers with its
 * words. What `answer` throws is answered with 500 and its message.
 */
export async function startFakeProvider(answer: (call: ProviderCall) => ProviderReply): Promise<FakeProvider> {
  const calls: ProviderCall[] = []
  const planned: (ProviderReply | 'hang up')[] = []
  const server = createServer(async (req, res) => {
    const { [MEANT_FOR_HEADER]: meantFor, ...headers } = req.headers
    const base = typeof meantFor === 'string' ? meantFor : `http://${headers.host}`
    const call = { method: req.method ?? '', url: new URL(req.url ?? '/', base), headers, body: await text(req) }
    calls.push(call)
    const reply = planned.shift() ?? judged(call)
    if (reply === 'hang up') return void res.destroy()
    const body = typeof reply.body === 'object' ? JSON.stringify(reply.body) : (reply.body ?? '')
    const type = typeof reply.body === 'object' ? 'application/json' : 'text/plain'
    res.writeHead(reply.status, { 'content-type': type, ...reply.headers }).end(body)
  })
  const judged = (call: ProviderCall): ProviderReply => {
    try {
      return answer(call)
    } catch (error) {
      return { status: 500, body: String(error) }
    }
  }
  const target = await listen(server)
  return {
    origin: `http://127.0.0.1:${target.port}`,
    calls,
    next: (reply) => void planned.push(reply),
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  }
}
