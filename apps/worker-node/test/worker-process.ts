import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type WorkerProcess = AsyncDisposable & {
  /** `/health/ready`, `/metrics` and so on of its internal port. */
  get(path: string): Promise<{ status: number; text: string }>
  /** Sends the signal and answers the exit code once it is gone; null when the signal killed it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const FOLDER = fileURLToPath(new URL('..', import.meta.url))

/** A worker as a process of its own, as an operator starts it. Resolves when its roles run; rejects with what it printed when it ends before. */
export async function startWorkerProcess(roles: string, settings: Record<string, string>): Promise<WorkerProcess> {
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', import.meta.resolve('tsx'), MAIN, '--roles', roles],
    {
      cwd: FOLDER,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', INTERNAL_PORT: '0', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null)
  const port = await portOf(child, exited)
  return {
    async get(path) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      return { status: response.status, text: await response.text() }
    },
    end(signal) {
      child.kill(signal)
      return exited
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Reads it from the line that says the worker has started. */
function portOf(child: ChildProcess, exited: Promise<number | null>): Promise<number> {
  if (!child.stdout || !child.stderr) throw new Error('The output of the worker is not piped')
  let printed = ''
  child.stderr.on('data', (chunk) => {
    printed += chunk
  })
  const lines = createInterface({ input: child.stdout })
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      printed += `${line}\n`
      const entry: unknown = JSON.parse(line)
      if (
        typeof entry === 'object' &&
        entry !== null &&
        'msg' in entry &&
        entry.msg === 'worker started' &&
        'port' in entry
      ) {
        resolve(Number(entry.port))
      }
    })
    void exited.then((code) => reject(new Error(`The worker ended with ${code}:\n${printed}`)))
  })
}
