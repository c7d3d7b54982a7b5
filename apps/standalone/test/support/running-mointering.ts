import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { vi } from 'vitest'
import { serversIn } from '../../src/postgres/leftover-server.js'

const require = createRequire(import.meta.url)

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const TSX = pathToFileURL(require.resolve('tsx')).href

/** How Mointering is run: the command line from its sources, or what a person types. */
export const fromSources = (...args: string[]): string[] => [
  process.execPath,
  '--import',
  TSX,
  '--conditions=source',
  MAIN,
  ...args,
]
export const npmStart = (): string[] => ['npm', 'start']
/** What `npm start` runs, without npm around it. */
export const startScript = (): string[] => [process.execPath, join(ROOT, 'scripts/start.mjs')]

/** An environment as a fresh machine has it: nothing of the test run's servers. */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TMPDIR } = process.env
  return { PATH, HOME, LANG, TMPDIR, ...extra }
}

/** A folder of one's own, removed at the end of the scope. */
export function temporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'mointering-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

export type Run = { code: number | null; stdout: string; stderr: string; ms: number }

/** Runs a command to its end. */
export async function run(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const began = performance.now()
  const { child, output } = spawnCommand(command, env)
  await once(child, 'close')
  return { code: child.exitCode, stdout: output.stdout, stderr: output.stderr, ms: performance.now() - began }
}

export type RunningMointering = AsyncDisposable & {
  url: string
  startMs: number
  output: { stdout: string; stderr: string }
  /** Sends the signal to the whole process group, as a terminal does, or to its first process alone, and waits until that is gone. */
  stop(signal: 'SIGINT' | 'SIGTERM', to?: 'group' | 'first'): Promise<{ code: number | null; ms: number }>
  /** SIGKILL to the process group and to its database server, at once. */
  killTree(): Promise<void>
  /** Ids of what still runs: the process group and the database server. */
  left(): number[]
}

/** Starts Mointering on a free port and waits until it says that it is ready. Throws with its output when it ends before. */
export async function startMointering(
  command: readonly string[],
  dataFolder: string,
  env: NodeJS.ProcessEnv = {},
): Promise<RunningMointering> {
  const began = performance.now()
  const { child, output } = spawnCommand(command, { PORT: '0', MOINTERING_DATA_DIR: dataFolder, ...env })
  const closed = once(child, 'close')
  const group = child.pid ?? 0
  const left = () => [...(groupIsAlive(group) ? [group] : []), ...serversIn(join(dataFolder, 'postgres'))]
  const url = await vi.waitFor(
    () => {
      const ready = /Mointering is ready: (\S+)/.exec(output.stdout)?.[1]
      if (ready === undefined && child.exitCode === null) throw new Error('not ready yet')
      return ready
    },
    { timeout: 300_000, interval: 20 },
  )
  if (url === undefined) throw new Error(`It did not start:\n${output.stdout}${output.stderr}`)
  const killTree = async () => {
    const servers = serversIn(join(dataFolder, 'postgres'))
    if (groupIsAlive(group)) process.kill(-group, 'SIGKILL')
    for (const pid of servers) killOne(pid)
    await closed
    await vi.waitFor(() => expectNone(left()), { timeout: 10_000, interval: 20 })
  }
  return {
    url,
    startMs: performance.now() - began,
    output,
    left,
    killTree,
    async stop(signal, to = 'group') {
      const stopping = performance.now()
      process.kill(to === 'group' ? -group : group, signal)
      await closed
      return { code: child.exitCode, ms: performance.now() - stopping }
    },
    async [Symbol.asyncDispose]() {
      if (left().length > 0) await killTree()
    },
  }
}

function spawnCommand(
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
): { child: ChildProcess; output: { stdout: string; stderr: string } } {
  const child = spawn(program, args, {
    cwd: ROOT,
    env: cleanEnvironment(env),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text
  })
  return { child, output }
}

function groupIsAlive(group: number): boolean {
  try {
    process.kill(-group, 0)
    return true
  } catch {
    return false
  }
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error // ended meanwhile
  }
}

function expectNone(pids: readonly number[]): void {
  if (pids.length > 0) throw new Error(`Still running: ${pids.join(', ')}`)
}
