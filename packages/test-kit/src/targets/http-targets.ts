import { createServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer, type ServerOptions } from 'node:https'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { listen, type Target } from './listen.js'

/** An HTTP server with a handler of the test's own. */
export const startHttpTarget = (handler: RequestListener, host?: string): Promise<Target> =>
  listen(createServer(handler), host)

/** The same over TLS; options as of `node:https` (key, cert, minVersion, ca, requestCert ...). */
export async function startHttpsTarget(
  options: ServerOptions,
  handler: RequestListener,
  host?: string,
): Promise<Target> {
  const server = createHttpsServer(options, handler)
  server.on('tlsClientError', () => undefined) // a client that rejects our certificate is what the test wants
  return listen(server, host)
}

/**
 * A server that writes what the test says, byte for byte, once a whole request head came in. `answer` gets the head and what of the
 * body came with it.
 */
export const startRawTarget = (answer: (socket: Socket, request: string) => void): Promise<Target> =>
  listen(
    createTcpServer((socket) => {
      let request = ''
      let answered = false
      socket.setEncoding('latin1').on('data', (text: string) => {
        request += text
        if (answered || !request.includes('\r\n\r\n')) return
        answered = true
        answer(socket, request)
      })
    }),
  )
