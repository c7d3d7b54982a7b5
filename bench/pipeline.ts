/**
 * CPU of the whole pipeline per http check: scheduler, prober, ingester, RabbitMQ, Redis and PostgreSQL, each a process of its own, with everything in
 * between; and, in the same run, what blackbox_exporter's probe alone costs. Usage: `pnpm --filter @mointering/bench pipeline`
 * with CHECKS_PER_SECOND (1500), INTERVAL_SECONDS (10) and DURATION_SECONDS (120) to change it.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '@mointering/db/database'
import { prepareDatabase } from '@mointering/db/prepare-database'
import { startEmbeddedPostgres } from '@mointering/standalone/postgres/start-postgres'
import { startPrivateRabbitMq } from '@mointering/test-kit/services/private-rabbitmq'
import { startPrivateRedis } from '@mointering/test-kit/services/private-redis'
import { startNginxTarget } from './measure/nginx-target.js'
import { cpuOfTreeMs, pidListeningOn, residentMib } from './measure/process-cpu.js'
import { blackboxCpuPerProbeUs } from './pipeline/blackbox.js'
import { countSlots } from './pipeline/coverage.js'
import { insertMonitors } from './pipeline/monitors.js'
import { startRole } from './pipeline/processes.js'

const setting = (name: string, fallback: number) => Number(process.env[name] ?? fallback)
const checksPerSecond = setting('CHECKS_PER_SECOND', 1500)
const intervalSeconds = setting('INTERVAL_SECONDS', 10)
const durationSeconds = setting('DURATION_SECONDS', 120)
const WARM_UP_SECONDS = 20
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const portOf = (url: string) => Number(new URL(url).port)

const logFolder = mkdtempSync(join(tmpdir(), 'mointering-bench-'))
await using target = await startNginxTarget()
await using postgres = await startEmbeddedPostgres({
  folder: join(logFolder, 'postgres'),
  password: randomUUID(),
  logPath: join(logFolder, 'postgres.log'),
  onNote: (note) => console.log(note),
})
await using rabbit = await startPrivateRabbitMq()
await using redis = await startPrivateRedis()
await using database = await createDatabase({ url: postgres.url, applicationName: 'bench' })
await prepareDatabase(database.pool, {})
await insertMonitors(database.pool, {
  count: checksPerSecond * intervalSeconds,
  intervalSeconds,
  url: target.url,
  fromMs: Date.now(),
})

const stores = { DATABASE_URL: postgres.url, RABBITMQ_URL: rabbit.url, REDIS_URL: redis.url }
await using ingester = await startRole('ingester', stores, logFolder)
await using prober = await startRole(
  'prober',
  { RABBITMQ_URL: rabbit.url, PROBE_ALLOWED_PRIVATE_CIDRS: '127.0.0.0/8' },
  logFolder,
)
await using scheduler = await startRole('scheduler', stores, logFolder)

const parts = [
  ...[scheduler, prober, ingester].map(({ role, pid }) => ({ name: role, pid })),
  { name: 'rabbitmq', pid: pidListeningOn(portOf(rabbit.url)) },
  { name: 'redis', pid: pidListeningOn(portOf(redis.url)) },
  { name: 'postgresql', pid: pidListeningOn(portOf(postgres.url)) },
]

console.log(
  `${checksPerSecond * intervalSeconds} monitors, every ${intervalSeconds} s; warming up for ${WARM_UP_SECONDS} s`,
)
await sleep(WARM_UP_SECONDS * 1000)
const fromMs = Date.now()
const before = parts.map(({ pid }) => cpuOfTreeMs(pid))
await sleep(durationSeconds * 1000)
const after = parts.map(({ pid }) => cpuOfTreeMs(pid))
const toMs = Date.now()
const memory = parts.map(({ pid }) => residentMib(pid))
await sleep(5000) // what was due at the end of the window is still on its way

const slots = await countSlots(database.pool, { fromMs, toMs, intervalMs: intervalSeconds * 1000 })
const perCheckUs = parts.map((_, index) => (((after[index] ?? 0) - (before[index] ?? 0)) * 1000) / slots.observed)
const wholeUs = perCheckUs.reduce((sum, us) => sum + us, 0)
const blackboxUs = await blackboxCpuPerProbeUs(target.url, 10_000)

const report = {
  checksPerSecond: slots.observed / ((toMs - fromMs) / 1000),
  slots,
  cpuUsPerCheck: Object.fromEntries(parts.map(({ name }, index) => [name, Math.round(perCheckUs[index] ?? 0)])),
  residentMib: Object.fromEntries(parts.map(({ name }, index) => [name, Math.round(memory[index] ?? 0)])),
  wholeUs: Math.round(wholeUs),
  blackboxProbeUs: Math.round(blackboxUs),
  ratio: Number((wholeUs / blackboxUs).toFixed(2)),
  logFolder,
}
console.log(JSON.stringify(report, null, 2))
writeFileSync(new URL('./results/pipeline.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`)
if (slots.expected !== slots.observed || report.ratio > 1) process.exitCode = 1
