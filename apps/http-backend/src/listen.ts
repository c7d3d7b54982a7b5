import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'

export type Listening = AsyncDisposable & { port: number }

const CLOSE_TIMEOUT_MS = 5_000

/** Sets the time limits of a server that faces the internet: a client that sends its request slowly is cut off, one that waits is not. */
export function limitSlowClients(server: Server): void {
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  // Above the 60 s that proxies keep idle connections: the proxy, not we, closes first, and no request falls into the gap.
  server.keepAliveTimeout = 65_000
  server.maxHeadersCount = 100
}

type ListenOptions = {
  /** 0 takes a free one. */
  port: number
  host: string
  /** Called when no new connections are taken any more: ends what would stay open for ever. */
  onClosing?: () => void
}

/** Serves on a port. Rejects when it is taken. Disposing lets requests in hand finish for 5 s, then cuts them off. */
export async function listen(handler: RequestListener, { port, host, onClosing }: ListenOptions): Promise<Listening> {
  const server = createServer({ connectionsCheckingInterval: 5_000 }, handler)
  limitSlowClients(server)
  server.listen({ port, host })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The API listens on no port')
  return { port: address.port, [Symbol.asyncDispose]: () => close(server, onClosing) }
}

async function close(server: Server, onClosing?: () => void): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  onClosing?.()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS)
  await closed
  clearTimeout(timer)
}
