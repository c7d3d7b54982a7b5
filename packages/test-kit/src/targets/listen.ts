import type { AddressInfo, Server, Socket } from 'node:net'

/** A server for one test, on a free port of loopback. Disposing it breaks off its connections and frees the port. */
export type Target = { port: number } & AsyncDisposable

/** Listens and keeps track of the connections, so that a hanging one does not keep the test alive. */
export async function listen(server: Server, host = '127.0.0.1'): Promise<Target> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy()) // a prober that gives up resets the connection
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, resolve)
  })
  return {
    port: portOf(server.address()),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not a TCP server')
  return address.port
}
