import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, until } from '../measure/nginx-target.js'

const MAIN = fileURLToPath(new URL('../../apps/worker-node/dist/main.js', import.meta.url))

export type RoleProcess = AsyncDisposable & { role: string; pid: number }

/** Starts one role of the built worker as a process of its own and waits until it says that it is ready. */
export async function startRole(role: string, env: Record<string, string>, logFolder: string): Promise<RoleProcess> {
  const port = await freePort()
  const child = spawn(process.execPath, [MAIN, '--roles', role], {
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      INTERNAL_PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(join(logFolder, `${role}.log`))
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  await until(`${role} to be ready (see ${logFolder})`, async () => {
    if (child.exitCode !== null) throw new Error(`${role} ended with code ${child.exitCode}`)
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok
  })
  if (child.pid === undefined) throw new Error(`${role} did not start`)
  return { role, pid: child.pid, [Symbol.asyncDispose]: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
