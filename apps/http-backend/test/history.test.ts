import { metricsReply, monitorListReply, resultsReply, uptimeReply } from '@mointering/api-contract/http/monitors'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import type { ResultRow } from '@mointering/db/timeseries/result-row'
import { writeResults } from '@mointering/db/timeseries/write-results'
import { inTransaction } from '@mointering/db/transaction'
import { anchorMs, slotAtOrBefore } from '@mointering/monitoring-core/slots'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

const SLOTS = 30
let world: ApiWorld
let people: People
let id: string
let path: string
let newest: number
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
  const json = { kind: 'http', name: 'Home', url: 'https://example.org' }
  id = monitor.parse((await people.alice.request(`${people.path}/monitors`, { json })).body).id
  path = `${people.path}/monitors/${id}`
  newest = slotAtOrBefore(anchorMs(id, 60_000), 60_000, Date.now() - 120_000)
  const { key } = await world.database.prisma.monitor.findUniqueOrThrow({ where: { id } })
  const oldest = newest - (SLOTS - 1) * 60_000
  // As if it had been made half an hour ago.
  await world.database.prisma.scheduleRevision.updateMany({
    where: { monitorKey: key },
    data: { effectiveFrom: new Date(oldest) },
  })
  const rows = Array.from({ length: SLOTS }, (_, n) => resultRow(key, newest - n * 60_000, n === 3 ? 'down' : 'up'))
  await inTransaction(world.database.pool, (client) => writeResults(client, rows))
})
afterAll(() => world[Symbol.asyncDispose]())

function resultRow(monitorKey: number, slotMs: number, verdict: 'up' | 'down'): ResultRow {
  const failed = verdict === 'down'
  const phases = { dnsMs: 1, connectMs: 2, tlsMs: 3, ttfbMs: 90, transferMs: 4 }
  const problem = { errorCode: failed ? 'http_status' : null, message: failed ? 'The server answered 503' : null }
  const times = { slotMs, lagMs: 12, totalMs: 100, ...phases }
  return {
    monitorKey,
    region: 'local',
    attempt: 0,
    verdict,
    ...times,
    httpStatus: failed ? 503 : 200,
    ...problem,
    evidence: null,
  }
}

const get = async (tail: string) => (await people.bob.request(`${path}${tail}`)).body

it('results come newest first, in pages, with the reason of a failure', async () => {
  const seen: string[] = []
  let cursor: string | null = ''
  for (let page = 0; cursor !== null && page < 10; page++) {
    const reply = resultsReply.parse(await get(`/results?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`))
    seen.push(...reply.items.map(({ slot }) => slot))
    cursor = reply.nextCursor
  }
  expect(seen).toEqual(Array.from({ length: SLOTS }, (_, n) => new Date(newest - n * 60_000).toISOString()))
  const { items } = resultsReply.parse(await get('/results?verdict=down'))
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({
    errorCode: 'http_status',
    message: 'The server answered 503',
    phases: { ttfbMs: 90 },
  })
})

it('results of a window are those of the window', async () => {
  const [from, to] = [newest - 5 * 60_000, newest].map((ms) => new Date(ms).toISOString())
  expect(resultsReply.parse(await get(`/results?from=${from}&to=${to}`)).items).toHaveLength(5)
})

it('uptime counts slots of all four windows, coverage what was expected', async () => {
  const uptime = uptimeReply.parse(await get('/uptime'))
  for (const window of ['24h', '7d', '30d', '90d'] as const) {
    expect(uptime[window].observed).toBe(SLOTS)
    expect(uptime[window].uptime).toBeCloseTo((SLOTS - 1) / SLOTS)
    expect(uptime[window].coverage).toBeCloseTo(SLOTS / uptime[window].expected)
  }
})

it('metrics draw gaps as gaps and pick about 200 buckets by themselves', async () => {
  const metrics = metricsReply.parse(await get('/metrics'))
  expect(metrics.step).toBe(600)
  expect(metrics.buckets.length).toBeGreaterThan(140)
  expect(metrics.buckets[0]).toMatchObject({ uptime: null, p50Ms: null })
  expect(metrics.summary).toMatchObject({ up: SLOTS - 1, down: 1, observed: SLOTS })
  expect(metrics.summary.p95Ms).toBeGreaterThan(95)
  expect(metrics.summary.p95Ms).toBeLessThan(105)
  expect(metricsReply.parse(await get('/metrics?region=nowhere')).summary.observed).toBe(0)
})

it('the list and the monitor show the last result and the day', async () => {
  const { items } = monitorListReply.parse((await people.bob.request(`${people.path}/monitors`)).body)
  expect(items[0]).toMatchObject({
    id,
    lastResult: { slot: new Date(newest).toISOString(), verdict: 'up', totalMs: 100 },
    summary: { uptime24h: { observed: SLOTS } },
  })
  // Over the half hour of the monitor's life; in the last minutes of it nothing was checked.
  const sparkline = items[0]?.summary.sparkline ?? []
  expect(sparkline.length).toBeLessThanOrEqual(24)
  expect(sparkline.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 100))
  expect(items[0]?.summary.days).toHaveLength(30)
  expect(monitor.parse(await get('')).lastResult?.slot).toBe(new Date(newest).toISOString())
})

it.each([
  '/results?cursor=x',
  '/results?cursor=1_99999_1',
  '/results?limit=-1',
  '/results?from=yesterday',
  '/results?verdict=bad',
  '/results?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
  '/metrics?step=1',
  '/metrics?from=0001-01-01T00:00:00Z&step=60',
])('refuses %s', async (tail) => {
  expect(await get(tail)).toMatchObject({ status: 400, code: 'invalid_input' })
})
