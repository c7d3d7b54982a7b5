import { deploy, deploysReply } from '@mointering/api-contract/http/deploys'
import { incidentDetails } from '@mointering/api-contract/http/incidents'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { noteTraits } from '@mointering/db/incidents/target-traits'
import type { ResultRow } from '@mointering/db/timeseries/result-row'
import { writeResults } from '@mointering/db/timeseries/write-results'
import { inTransaction } from '@mointering/db/transaction'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

const MINUTE_MS = 60_000
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS
let world: ApiWorld
let people: People
let shop: { id: string; key: number }
const startedMs = Date.now() - 10 * MINUTE_MS
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
  const json = { kind: 'http', name: 'Shop', url: 'https://shop.example.org/' }
  const { id } = monitor.parse((await people.alice.request(`${people.path}/monitors`, { json })).body)
  shop = { id, key: (await world.database.prisma.monitor.findUniqueOrThrow({ where: { id } })).key }
})
afterAll(() => world[Symbol.asyncDispose]())

const row = (slotMs: number, region: string, tlsMs: number): ResultRow => ({
  monitorKey: shop.key,
  slotMs,
  region,
  attempt: 0,
  verdict: 'up',
  lagMs: 0,
  totalMs: tlsMs + 50,
  dnsMs: 1,
  connectMs: 10,
  tlsMs,
  ttfbMs: 30,
  transferMs: 1,
  httpStatus: 200,
  errorCode: null,
  message: null,
  evidence: null,
})
const write = (rows: ResultRow[]) => inTransaction(world.database.pool, (client) => writeResults(client, rows))
const range = (count: number) => Array.from({ length: count }, (_, n) => n)

async function why() {
  const { id } = await world.database.prisma.incident.create({
    data: {
      workspaceId: people.workspaceId,
      monitorKey: shop.key,
      severity: 'warning',
      startedAt: new Date(startedMs),
      openedAt: new Date(startedMs),
      outages: [new Date(startedMs)],
    },
  })
  return incidentDetails.parse((await people.alice.request(`${people.path}/incidents/${id}`)).body).why
}
const post = (json: object, who = people.alice) => who.request(`${people.path}/deploys`, { json })

it('names the phase that grew against the same hours of the weeks before, in the region where it did', async () => {
  await write([
    ...range(20).flatMap((n) => [
      row(startedMs - WEEK_MS + n * MINUTE_MS, 'eu-west', 40),
      row(startedMs - WEEK_MS + n * MINUTE_MS, 'us-east', 90),
      // The hours before are no measure for this one.
      row(startedMs - (n + 60) * MINUTE_MS, 'eu-west', 800),
    ]),
    ...range(5).flatMap((n) => [
      row(startedMs + n * MINUTE_MS, 'eu-west', 900),
      row(startedMs + n * MINUTE_MS, 'us-east', 92),
    ]),
  ])
  expect((await why()).phases).toEqual([{ region: 'eu-west', grown: [{ phase: 'tls', usualMs: 40, nowMs: 900 }] }])
})

it('tells what changed of the target shortly before, and not what comes back by turns', async () => {
  const note = (value: string, minutesAgo: number) =>
    inTransaction(world.database.pool, (client) =>
      noteTraits(client, [
        { monitorKey: shop.key, region: 'eu-west', kind: 'addresses', value, atMs: startedMs - minutesAgo * MINUTE_MS },
      ]),
    )
  await note('203.0.113.1', 500)
  await note('203.0.113.1', 400)
  await note('203.0.113.2', 20)
  await note('203.0.113.1', 15)
  await note('203.0.113.2', 10)
  const { changes } = await why()
  expect(changes.map(({ kind, before, after, region }) => [kind, before, after, region])).toEqual([
    ['addresses', '203.0.113.1', '203.0.113.2', 'eu-west'],
  ])
})

it('tells what was deployed shortly before, of that which concerns the monitor', async () => {
  const at = (minutes: number) => new Date(startedMs + minutes * MINUTE_MS).toISOString()
  const made = deploy.parse((await post({ name: 'Shop', version: '1.2.3', at: at(-5), monitorIds: [shop.id] })).body)
  for (const other of [
    { name: 'Long ago', at: at(-500) },
    { name: 'Blog', at: at(-5), tags: ['blog'] },
    { name: 'Later', at: at(30) },
  ])
    expect((await post(other)).status).toBe(201)
  expect((await why()).deploys).toEqual([{ id: made.id, name: 'Shop', version: '1.2.3', url: null, at: made.at }])

  const listed = deploysReply.parse((await people.alice.request(`${people.path}/deploys?limit=3`)).body)
  expect(listed.items.map(({ name }) => name)).toEqual(['Later', expect.any(String), expect.any(String)])
  const rest = deploysReply.parse(
    (await people.alice.request(`${people.path}/deploys?limit=3&cursor=${listed.nextCursor}`)).body,
  )
  expect(rest.items.map(({ name }) => name)).toEqual(['Long ago'])
  const path = `${people.path}/deploys/${made.id}`
  expect((await people.alice.request(path, { method: 'DELETE' })).status).toBe(204)
  expect((await people.alice.request(path, { method: 'DELETE' })).status).toBe(404)
  expect((await why()).deploys).toEqual([])
})

it.each([
  ['monitorIds', { monitorIds: ['00000000-0000-4000-8000-000000000000'] }],
  ['at', { at: '2090-01-01T00:00:00Z' }],
  ['url', { url: 'javascript:alert(1)' }],
  ['name', { name: 'a\u0000b' }],
])('a marker with a wrong %s is refused, and the answer names it', async (path, changes) => {
  const answer = await post({ name: 'Shop', ...changes })
  expect(answer.status).toBe(400)
  expect(JSON.stringify(answer.body)).toContain(path)
})
