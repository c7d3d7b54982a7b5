import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { listen, type Target } from './listen.js'

/** A TCP server with a handler of the test's own. */
export const startTcpTarget = (
  onConnection: (socket: Socket) => void = () => undefined,
  host?: string,
): Promise<Target> => listen(createServer(onConnection), host)

/** A TLS server. Clients that break off the handshake are normal for it. */
export async function startTlsTarget(
  options: TlsOptions,
  onConnection: (socket: Socket) => void = () => undefined,
): Promise<Target> {
  const server = createTlsServer(options, (socket) => {
    socket.on('error', () => socket.destroy())
    onConnection(socket)
  })
  server.on('tlsClientError', () => undefined)
  return listen(server)
}

/** A port of loopback on which nothing listens (it was free a moment ago). */
export async function closedPort(): Promise<number> {
  const target = await startTcpTarget()
  await target[Symbol.asyncDispose]()
  return target.port
}
