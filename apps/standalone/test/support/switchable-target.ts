import { once } from 'node:events'
import { createServer, type Server } from 'node:http'

/** A web server that can be stopped and started again on the same port. */
export type SwitchableTarget = AsyncDisposable & { url: string; stop(): Promise<void>; start(): Promise<void> }

export async function startSwitchableTarget(): Promise<SwitchableTarget> {
  let server: Server | null = null
  let port = 0
  const target = {
    get url() {
      return `http://127.0.0.1:${port}/`
    },
    async start() {
      server = createServer((_req, res) => res.end('all is well'))
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      const address = server.address()
      if (address !== null && typeof address !== 'string') port = address.port
    },
    async stop() {
      const closing = server
      server = null
      closing?.close()
      closing?.closeAllConnections()
      if (closing) await once(closing, 'close')
    },
    [Symbol.asyncDispose]: () => target.stop(),
  }
  await target.start()
  return target
}
