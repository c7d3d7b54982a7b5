import type { Response } from 'express'

/** A client that has this much unread is too slow to be live: it is cut off and comes back by itself. */
const MAX_UNREAD_BYTES = 256 * 1024

export type EventStream = {
  send(event: string, payload: unknown): void
  /** A comment, so that proxies and clients see that the connection lives. */
  beat(): void
  end(): void
  readonly closed: boolean
}

/** Starts a Server-Sent Events answer (HTML standard, 9.2). */
export function openEventStream(res: Response): EventStream {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform', // no-transform: proxies must not compress, and so hold back, events
    'X-Accel-Buffering': 'no', // nginx
    Connection: 'keep-alive',
  })
  res.socket?.setNoDelay(true)

  const write = (text: string) => {
    if (res.writableEnded || res.destroyed) return
    res.write(text)
    if (res.writableLength > MAX_UNREAD_BYTES) res.destroy()
  }
  return {
    send: (event, payload) => write(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`),
    beat: () => write(': beat\n\n'),
    end: () => res.end(),
    get closed() {
      return res.destroyed || res.writableEnded
    },
  }
}
