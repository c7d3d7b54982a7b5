import { rm } from 'node:fs/promises'
import type { ChildServer } from './child-server.js'

/** A server of one's own, to stop, kill and start at will. It keeps its port and its files until it is disposed. */
export type PrivateServer = AsyncDisposable & {
  url: string
  start(): Promise<void>
  stop(): Promise<void>
  kill(): Promise<void>
}

/** Starts `launch` and gives the server a life; `folder` is removed at its end. */
export async function keepPrivateServer(
  url: string,
  folder: string,
  launch: () => Promise<ChildServer>,
  endCompanions: () => Promise<void> = async () => undefined,
): Promise<PrivateServer> {
  let running: ChildServer | undefined

  async function end(how: 'stop' | 'kill'): Promise<void> {
    const ending = running
    running = undefined
    await ending?.[how]()
  }
  async function dispose(): Promise<void> {
    await end('kill')
    await endCompanions()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  const server: PrivateServer = {
    url,
    async start() {
      running ??= await launch()
    },
    stop: () => end('stop'),
    kill: () => end('kill'),
    [Symbol.asyncDispose]: dispose,
  }
  try {
    await server.start()
  } catch (error) {
    await dispose()
    throw error
  }
  return server
}
