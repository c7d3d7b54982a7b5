// What signing in and being signed in cost: an authenticated GET beside a bare Express route, session look-ups with and without Redis, and a sign-in.
//   DATABASE_URL=postgres://… REDIS_URL=redis://… pnpm --filter @mointering/bench api
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createRedisCache } from '@mointering/backend-common/cache/redis-cache'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createDatabase } from '@mointering/db/database'
import { createSessionStore } from '@mointering/http-backend/auth/session-store'
import { load } from './api/load.js'
import { type MeasuredServer, startMeasuredServer } from './api/measured-server.js'

const CONNECTIONS = 32
const SECONDS = 3
const ROUNDS = 5
const PATH = '/api/v1/auth/session'

const databaseUrl = need('DATABASE_URL')
const redisUrl = need('REDIS_URL')
const person = { email: `bench-${Date.now()}@example.org`, password: 'correct horse battery', name: 'Bench' }

await using bare = await startMeasuredServer('bare')
await using onRedis = await startMeasuredServer('redis', databaseUrl, redisUrl)
await using inProcess = await startMeasuredServer('in-process', databaseUrl, redisUrl)

const cookie = await signUp(onRedis)
console.log(`\nGET ${PATH}, ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${SECONDS} s`)
const servers = { bare, 'in-process': inProcess, redis: onRedis }
const rounds: Record<string, { perSecond: number; micros: number }[]> = { bare: [], 'in-process': [], redis: [] }
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, server] of Object.entries(servers)) {
    const before = await server.cpuMicros()
    const { requests, seconds } = await load(
      `${server.url}${PATH}`,
      { cookie },
      { connections: CONNECTIONS, seconds: SECONDS },
    )
    const used = (await server.cpuMicros()) - before
    if (round > 0) rounds[name]?.push({ perSecond: requests / seconds, micros: used / requests }) // the first one warms up
  }
}
const base = median((rounds.bare ?? []).map(({ perSecond }) => perSecond))
for (const [name, all] of Object.entries(rounds)) {
  const perSecond = median(all.map((round) => round.perSecond))
  const micros = median(all.map((round) => round.micros))
  console.log(
    `  ${name.padEnd(12)}${perSecond.toFixed(0).padStart(7)} requests/s ${((perSecond / base) * 100).toFixed(0).padStart(4)} % of bare  ${micros.toFixed(0).padStart(5)} us CPU a request`,
  )
}

await measureSignIn(inProcess)
await measureLookUps()

/** CPU of the API for one sign-in, password hashing included, and how long it takes. */
async function measureSignIn(server: MeasuredServer): Promise<void> {
  const times: number[] = []
  const before = await server.cpuMicros()
  for (let count = 0; count < 40; count++) {
    const startedAt = performance.now()
    const answer = await post(server, '/api/v1/auth/sign-in', { email: person.email, password: person.password })
    if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}`)
    times.push(performance.now() - startedAt)
  }
  const cpuMs = ((await server.cpuMicros()) - before) / 40 / 1000
  console.log(
    `\nSign-in: ${cpuMs.toFixed(1)} ms CPU, p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`,
  )
}

/** `find` of the session store alone, one after the other. */
async function measureLookUps(): Promise<void> {
  const log = createLogger({ name: 'bench', level: 'silent' })
  await using database = createDatabase({ url: databaseUrl, applicationName: 'bench', log })
  const session = await database.prisma.session.findFirstOrThrow({
    where: { user: { email: person.email } },
    select: { id: true },
  })
  await using redis = await createRedisCache({ url: redisUrl, log, prefix: `bench-${Date.now()}:` })
  await using gone = await createRedisCache({ url: redisUrl, log })
  await gone[Symbol.asyncDispose]()
  await using here = createInProcessCache()
  console.log('\nSession look-up')
  for (const [name, cache] of [
    ['Redis', redis],
    ['in-process', here],
    ['Redis away: the database', gone],
  ] as const) {
    const store = createSessionStore({ database, cache, ttlMs: 60_000, now: Date.now })
    const times: number[] = []
    for (let count = 0; count < 3000; count++) {
      const startedAt = performance.now()
      if (!(await store.find(session.id))) throw new Error('The session is not found')
      times.push(performance.now() - startedAt)
    }
    const settled = times.slice(500)
    console.log(
      `  ${name.padEnd(26)} p50 ${quantile(settled, 0.5).toFixed(3)} ms  p99 ${quantile(settled, 0.99).toFixed(3)} ms`,
    )
  }
}

async function signUp(server: MeasuredServer): Promise<string> {
  const answer = await post(server, '/api/v1/auth/sign-up', person)
  if (answer.status !== 201) throw new Error(`Sign-up answered ${answer.status}: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

function post(server: MeasuredServer, path: string, json: object): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(json),
  })
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}
function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

function need(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`Set ${name}: the benchmark runs on real servers`)
  return value
}
