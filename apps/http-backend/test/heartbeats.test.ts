import { monitor } from '@mointering/api-contract/monitors/monitor'
import { type ResultsMessage, resultsMessage } from '@mointering/api-contract/pipeline/messages'
import { resultsQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import { partitionOf } from '@mointering/api-contract/pipeline/topology'
import { ALICE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'

let world: ApiWorld
let key: number
let id: string
let url: string
const due: ResultsMessage[] = []
beforeAll(async () => {
  world = await startWorld({ rateLimits: { heartbeatToToken: { limit: 20, windowMs: 60_000 } } })
  const { browser, workspaceId } = await world.signUp(ALICE)
  const json = { kind: 'heartbeat', name: 'Backup', schedule: { type: 'interval', periodSeconds: 60 } }
  const made = monitor.parse((await browser.request(`/api/v1/workspaces/${workspaceId}/monitors`, { json })).body)
  id = made.id
  url = new URL(String(made.heartbeatUrl)).pathname
  key = (await world.database.prisma.monitor.findUniqueOrThrow({ where: { id } })).key
  const spec = resultsQueueSpec(partitionOf(key))
  await world.queue.declare(spec)
  await world.queue.consume(spec.name, { prefetch: 1 }, async ({ body }) => void due.push(resultsMessage.parse(body)))
})
afterAll(() => world[Symbol.asyncDispose]())

const stored = () => world.database.prisma.heartbeat.findUniqueOrThrow({ where: { monitorKey: key } })
const call = (path = url, init?: RequestInit) => fetch(new URL(path, world.url), init)

it('a plain GET is recorded, answered at once and judged, without cookies or tokens', async () => {
  const answer = await call()
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }])
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(await stored()).toMatchObject({ lastStatus: 'up', lastMessage: null, lastDurationMs: null })
  await vi.waitFor(() => expect(due).toHaveLength(1))
  expect(due[0]).toMatchObject({ type: 'heartbeat', due: [{ monitorKey: key, attempt: expect.any(Number) }] })
  expect(due[0]?.type === 'heartbeat' && due[0].due[0]?.attempt).toBeGreaterThanOrEqual(1000)
})

const json = { 'content-type': 'application/json' }
it.each<[string, string, RequestInit | undefined, object]>([
  [
    'query',
    '?status=down&message=disk+full&durationMs=12.5',
    undefined,
    { lastStatus: 'down', lastMessage: 'disk full', lastDurationMs: 12.5 },
  ],
  [
    'JSON',
    '',
    { method: 'POST', headers: json, body: '{"message":"m","durationMs":3}' },
    { lastStatus: 'up', lastMessage: 'm', lastDurationMs: 3 },
  ],
  [
    'form',
    '',
    { method: 'POST', body: new URLSearchParams({ status: 'down', message: 'f' }) },
    { lastStatus: 'down', lastMessage: 'f' },
  ],
  ['text', '', { method: 'POST', body: 'all 7 files copied' }, { lastStatus: 'up', lastMessage: 'all 7 files copied' }],
  ['nothing', '', { method: 'POST' }, { lastStatus: 'up', lastMessage: null }],
  ['a page of another site', '', { method: 'POST', headers: { origin: 'https://cron.example' } }, { lastStatus: 'up' }],
])('takes what it is told in %s', async (_, query, init, expected) => {
  expect((await call(`${url}${query}`, init)).status).toBe(200)
  expect(await stored()).toMatchObject(expected)
})

it('refuses what it cannot understand, and tokens that nobody has', async () => {
  expect((await call(`${url}?status=maybe`)).status).toBe(400)
  expect((await call(url, { method: 'POST', headers: json, body: '{"durationMs":-1}' })).status).toBe(400)
  expect((await call(`/api/heartbeats/${'x'.repeat(22)}`)).status).toBe(404)
  expect((await call('/api/heartbeats/short')).status).toBe(404)
})

it('is recorded also while the monitor is paused, and then nothing is judged', async () => {
  await vi.waitFor(() => expect(due).toHaveLength(7)) // the calls above
  await world.database.prisma.$executeRaw`update schedule_revision set enabled = false where monitor_key = ${key}`
  expect((await call(`${url}?message=paused`)).status).toBe(200)
  expect(await stored()).toMatchObject({ lastMessage: 'paused' })
  await world.database.prisma.$executeRaw`update schedule_revision set enabled = true where monitor_key = ${key}`
  const resumedAt = Date.now()
  expect((await call()).status).toBe(200)
  await vi.waitFor(() => expect(due).toHaveLength(8))
  const last = due[7]?.type === 'heartbeat' ? due[7].due[0] : undefined
  expect(Number(last?.slot) + Number(last?.attempt) - 1000).toBeGreaterThanOrEqual(resumedAt)
})

it('is limited for each address of its own', async () => {
  const answers = await Promise.all(Array.from({ length: 25 }, () => call()))
  const refused = answers.find(({ status }) => status === 429)
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
})

it('its secret address is in no log', () => {
  const token = url.split('/').at(-1) ?? ''
  expect(token).toHaveLength(22)
  expect(world.logged.join('\n')).not.toContain(token)
})
