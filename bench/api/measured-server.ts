import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export type MeasuredServer = AsyncDisposable & {
  url: string
  /** CPU microseconds, user and system, of the whole process so far. */
  cpuMicros(): Promise<number>
}

/** Starts api/server.ts as a child process. */
export async function startMeasuredServer(
  ...args: ['bare'] | ['redis' | 'in-process', string, string]
): Promise<MeasuredServer> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), args, {
    execArgv: ['--conditions=source', '--import', 'tsx'],
  })
  const { port } = z.object({ port: z.int() }).parse(await nextMessage(child))
  return {
    url: `http://127.0.0.1:${port}`,
    async cpuMicros() {
      child.send('cpu')
      return z.object({ cpuMicros: z.number() }).parse(await nextMessage(child)).cpuMicros
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message')
  return message
}
