import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { endWithUs } from './end-with-us.js'

export type ChildServerOptions = {
  command: string
  args: readonly string[]
  env: NodeJS.ProcessEnv
  /** Resolves true when the server really answers; asked again and again until then. */
  answers: () => Promise<boolean>
  startTimeoutMs: number
  /** Removed too when this process ends without stopping the server. */
  folder?: string
}

export type ChildServer = {
  /** Asks it to end (SIGTERM), and ends it by force after 10 s. */
  stop(): Promise<void>
  /** Ends it at once (SIGKILL), with all of its children: a crash. */
  kill(): Promise<void>
}

/** Starts a server as a process group of its own and resolves when it answers. It ends with this process at the latest. */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const child = spawn(options.command, options.args, {
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  const keep = (chunk: Buffer) => {
    output.push(chunk.toString())
    if (output.length > 50) output.shift()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  if (child.pid === undefined) {
    const [error] = await once(child, 'error')
    throw new Error(`${options.command} did not start`, { cause: error })
  }
  const guard = endWithUs(-child.pid, options.folder)
  const end = async (signal: NodeJS.Signals) => {
    await endChild(child, signal)
    guard.release()
  }

  const deadline = Date.now() + options.startTimeoutMs
  while (!(await options.answers())) {
    if (hasEnded(child) || Date.now() > deadline) {
      await end('SIGKILL')
      throw new Error(`${options.command} did not start: ${output.join('').slice(-2000)}`)
    }
    await sleep(50)
  }
  return { stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

const hasEnded = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null || child.pid === undefined

async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!hasEnded(child)) {
    const exited = once(child, 'exit')
    if (signal === 'SIGKILL') signalGroup(child, signal)
    else child.kill(signal)
    const force = setTimeout(() => signalGroup(child, 'SIGKILL'), 10_000)
    await exited
    clearTimeout(force)
  }
  signalGroup(child, 'SIGKILL')
}

/** Its whole process group: a server started through a script or `setpriv` has children. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Connects to `port` on 127.0.0.1, sends `hello`, and says whether the first bytes of the answer satisfy `expected` within a second. */
export function portAnswers(
  port: number,
  hello: string | Buffer,
  expected: (answer: Buffer) => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    const finish = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket.setTimeout(1000, () => finish(false))
    socket.once('connect', () => socket.write(hello))
    socket.once('data', (answer) => finish(expected(answer)))
    socket.once('error', () => finish(false))
    socket.once('end', () => finish(false))
  })
}
