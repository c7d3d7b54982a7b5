import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { limitSlowClients } from '@mointering/http-backend/listen'
import { StartError } from '../start-error.js'

const STARTING_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>Mointering</title>
<p>Mointering is starting. This page reloads by itself.</p></html>`
/** Requests in hand may finish for so long when we stop. */
const DRAIN_MS = 500

export type OriginServer = AsyncDisposable & {
  /** As people open it: `http://localhost:3000`. */
  url: string
  /** For this process itself: an address that needs no name lookup. */
  internalUrl: string
  port: number
  /** From now on requests go to `handler`; until it is called they are answered with 503 and a page that reloads. */
  serve(handler: RequestListener): void
}

/**
 * Listens on `port` (0: a free one). The host `localhost` means this machine only, over IPv4 and, where there is one, IPv6. Throws a StartError when the
 * port is taken or may not be used.
 */
export async function openOriginServer({ host, port }: { host: string; port: number }): Promise<OriginServer> {
  let handler: RequestListener = (_req, res) => {
    res
      .writeHead(503, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'retry-after': '1',
        'cache-control': 'no-store',
      })
      .end(STARTING_PAGE)
  }
  const [first, ...others] = host === 'localhost' ? ['127.0.0.1', '::1'] : [host]
  const servers: Server[] = []
  const listen = async (address: string, at: number) => {
    const server = createServer({ connectionsCheckingInterval: 5000 }, (req, res) => handler(req, res))
    limitSlowClients(server)
    await listening(server, address, at)
    servers.push(server)
    return server
  }
  const address = (await listen(first ?? host, port)).address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port')
  for (const other of others) {
    await listen(other, address.port).catch(async (error: unknown) => {
      if (hasCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL')) return // no IPv6 here
      await closeAll(servers)
      throw error
    })
  }
  const any = ['0.0.0.0', '::'].includes(host)
  const literal = any || host === 'localhost' ? '127.0.0.1' : address.address
  const shown = ['localhost', '127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)
    ? 'localhost'
    : host.includes(':')
      ? `[${host}]`
      : host
  return {
    internalUrl: `http://${literal.includes(':') ? `[${literal}]` : literal}:${address.port}`,
    url: `http://${shown}${address.port === 80 ? '' : `:${address.port}`}`,
    port: address.port,
    serve(next) {
      handler = next
    },
    [Symbol.asyncDispose]: () => closeAll(servers),
  }
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port })
  try {
    await once(server, 'listening')
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE')) {
      throw new StartError(
        `Port ${port} is already in use: stop the program that has it, or choose another one with PORT, for example PORT=${port + 1}.`,
      )
    }
    if (hasCode(error, 'EACCES'))
      throw new StartError(`Port ${port} needs more rights: choose one above 1023 with PORT.`)
    if (hasCode(error, 'EADDRNOTAVAIL', 'ENOTFOUND') && host !== '::1') {
      throw new StartError(`This machine has no address ${host}: set HOST to one that it has, or leave it out.`)
    }
    throw error
  }
}

const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(async (server) => {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed
      clearTimeout(timer)
    }),
  )
}
