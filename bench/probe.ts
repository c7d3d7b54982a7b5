import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { cpuOfTreeMs } from './measure/process-cpu.js'
import { type BenchServers, startBenchServers } from './probe/servers.js'

/**
 * CPU of one check: ours, against bare node:http and node:https, against blackbox_exporter, all on the same local nginx, round by round in
 * turn. `--rounds 30 --checks 200 --at-once 10`. Prints a table and writes results/probe.json.
 */
const option = (name: string, fallback: number) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
const ROUNDS = option('rounds', 30)
const CHECKS = option('checks', 200)
const WARM_UP = 1500
const AT_ONCE = option('at-once', 10)
const HERE = fileURLToPath(new URL('.', import.meta.url))

type Contender = { name: string; scheme: 'http' | 'https'; run: (checks: number) => Promise<number>; us: number[] }

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** A child process that checks; `run` answers the CPU milliseconds that it used. */
async function startClient(program: string, who: 'ours' | 'bare', url: string, caFile: string) {
  const child = fork(program, [who, url, caFile], { execArgv: [] })
  await next(child)
  return {
    child,
    async run(checks: number): Promise<number> {
      child.send({ checks, atOnce: AT_ONCE })
      const { cpuMs } = (await next(child)) as { cpuMs: number }
      return cpuMs
    },
  }
}

/** The client as plain JavaScript, as production runs it: tsx wraps every closure to keep its name, which costs a third of an http check. */
async function compileClient(): Promise<string> {
  const outfile = `${HERE}node_modules/.cache/probe-client.mjs`
  await build({
    entryPoints: [`${HERE}probe/client.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['source'],
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
  return outfile
}

async function next(child: ChildProcess): Promise<unknown> {
  const over = new AbortController()
  const stopped = once(child, 'exit', { signal: over.signal }).then(() => {
    throw new Error('the client stopped; see its message above')
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: over.signal }), stopped])
    return message
  } finally {
    stopped.catch(() => undefined) // no longer waited for
    over.abort()
  }
}

async function runBlackbox(servers: BenchServers, url: string, checks: number): Promise<number> {
  const before = cpuOfTreeMs(servers.blackboxPid)
  let left = checks
  const worker = async () => {
    while (left-- > 0) await servers.probeByBlackbox(url)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return cpuOfTreeMs(servers.blackboxPid) - before
}

const program = await compileClient()
await using servers = await startBenchServers()
const contenders: Contender[] = []
const children: ChildProcess[] = []
for (const [scheme, url] of [
  ['http', servers.httpUrl],
  ['https', servers.httpsUrl],
] as const) {
  for (const who of ['ours', 'bare'] as const) {
    const { child, run } = await startClient(program, who, url, servers.caFile)
    children.push(child)
    contenders.push({ name: who === 'ours' ? 'Mointering' : `bare node:${scheme}`, scheme, run, us: [] })
  }
  contenders.push({ name: 'blackbox_exporter', scheme, run: (checks) => runBlackbox(servers, url, checks), us: [] })
}

for (const { run } of contenders) await run(WARM_UP) // warm: compiled code, settled heap
for (let round = 0; round < ROUNDS; round += 1) {
  for (const { run, us } of contenders) us.push(((await run(CHECKS)) * 1000) / CHECKS)
}
for (const child of children) child.disconnect()

const rows = contenders.map(({ name, scheme, us }) => {
  const ours = contenders.find((other) => other.scheme === scheme && other.name === 'Mointering')
  return {
    check: scheme,
    by: name,
    'CPU us (median)': Math.round(median(us)),
    least: Math.round(Math.min(...us)),
    most: Math.round(Math.max(...us)),
    // Round by round, a second apart: what else the machine does then hits both.
    'ours / this': Number(median(us.map((value, round) => (ours?.us[round] ?? Number.NaN) / value)).toFixed(2)),
  }
})
console.table(rows)
mkdirSync(`${HERE}results`, { recursive: true })
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  platform: process.platform,
}
const settings = { rounds: ROUNDS, checks: CHECKS, atOnce: AT_ONCE }
writeFileSync(
  `${HERE}results/probe.json`,
  `${JSON.stringify({ at: new Date().toISOString(), machine, settings, rows }, null, 2)}\n`,
)
