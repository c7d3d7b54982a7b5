import { monitorListReply, regionsReply } from '@mointering/api-contract/http/monitors'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { MONITORS_CHANGED_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import type { Answer } from '@mointering/test-kit/people/browser'
import { ALICE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
let monitors: string
beforeAll(async () => {
  world = await startWorld({ env: { DEFAULT_REGIONS: 'local,eu-west-1', MONITOR_LIMIT: '12' } })
  people = await addPeople(world)
  monitors = `${people.path}/monitors`
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.database.prisma.monitor.deleteMany()
})

const http = { kind: 'http', name: 'Home', url: 'https://example.org/health' }
const create = async (json: object, headers: Record<string, string> = {}) =>
  people.alice.request(monitors, { json, headers })
const created = async (json: object = http) => monitor.parse((await create(json)).body)
const patch = (id: string, json: object, headers: Record<string, string> = {}) =>
  people.alice.request(`${monitors}/${id}`, { method: 'PATCH', json, headers })
const pathsOf = ({ body }: Answer): string[] => Object(body).issues?.map((issue: { path: string }) => issue.path) ?? []
const revisionsOf = async (id: string) => {
  const { revisions } = await world.database.prisma.monitor.findUniqueOrThrow({
    where: { id },
    include: { revisions: { orderBy: { effectiveFrom: 'asc' } } },
  })
  return revisions.map(({ enabled, intervalSeconds }) => ({ enabled, intervalSeconds }))
}

describe('create', () => {
  it('needs only kind, name and target, answers 201 with everything else, and starts the schedule', async () => {
    const answer = await create(http)
    expect(answer.status).toBe(201)
    const made = monitor.parse(answer.body)
    expect(made).toMatchObject({ ...http, intervalSeconds: 60, timeoutMs: 10_000, status: 'pending', version: 1 })
    expect(answer.headers.get('location')).toBe(`${monitors}/${made.id}`)
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(await revisionsOf(made.id)).toEqual([{ enabled: true, intervalSeconds: 60 }])
    expect((await people.alice.request(`${monitors}/${made.id}`)).body).toEqual(answer.body)
  })

  it.each([
    [{}, 'kind'],
    [{ kind: 'http', name: 'x' }, 'url'],
    [{ ...http, url: 'ftp://example.org' }, 'url'],
    [{ ...http, url: 'https://user:secret@example.org' }, 'url'],
    [{ ...http, intervalSeconds: 0 }, 'intervalSeconds'],
    [{ ...http, intervalSeconds: 5, timeoutMs: 6000 }, 'timeoutMs'],
    [{ ...http, headers: [{ name: 'X', value: 'a\r\nSet-Cookie: b' }] }, 'headers.0.value'],
    [{ ...http, regions: ['local', 'atlantis'] }, 'regions.1'],
    [{ ...http, colour: 'red' }, ''],
    [{ kind: 'heartbeat', name: 'x', schedule: { type: 'cron', expression: '61 * * * *' } }, 'schedule.expression'],
    [{ kind: 'heartbeat', name: 'x', schedule: { type: 'cron', expression: '0 0 30 2 *' } }, 'schedule.expression'],
    [{ kind: 'heartbeat', name: 'x', schedule: { type: 'cron', expression: '* * * * * *' } }, 'schedule.expression'],
    [
      { kind: 'heartbeat', name: 'x', schedule: { type: 'cron', expression: '0 3 * * *', timeZone: 'Mars/Olympus' } },
      'schedule.timeZone',
    ],
  ])('refuses %j by naming %s', async (body, path) => {
    const answer = await create(body)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(answer.body).toMatchObject({ code: 'invalid_input', status: 400 })
    expect(pathsOf(answer)).toContain(path)
  })

  it('takes every kind; a heartbeat gets an address of its own and the pace of its schedule', async () => {
    const kinds = [
      { kind: 'tcp', host: 'db.example.org', port: 5432 },
      { kind: 'ping', host: '192.0.2.1' },
      { kind: 'dns', host: 'example.org' },
      { kind: 'tls', host: 'example.org' },
    ]
    for (const kind of kinds) expect((await create({ name: kind.kind, ...kind })).status).toBe(201)
    const beat = await created({ kind: 'heartbeat', name: 'b', schedule: { type: 'interval', periodSeconds: 20 } })
    expect(beat.heartbeatUrl).toMatch(/^http:\/\/localhost:3000\/api\/heartbeats\/[\w-]{22}$/)
    expect(beat.intervalSeconds).toBe(20)
    expect(await revisionsOf(beat.id)).toEqual([{ enabled: true, intervalSeconds: 20 }])
  })

  it('tells the schedulers and the open pages', async () => {
    const heard: string[] = []
    await using _changed = await world.cache.subscribe(MONITORS_CHANGED_CHANNEL, (message) => heard.push(message))
    await using _live = await world.cache.subscribe(`live.${people.workspaceId}`, (message) => heard.push(message))
    const { id } = await created()
    const { key } = await world.database.prisma.monitor.findUniqueOrThrow({ where: { id } })
    const event = JSON.stringify({ type: 'monitor', monitorId: id, change: 'created' })
    await vi.waitFor(() => expect(heard).toEqual([String(key), event]))
  })

  it('stops at the limit of the workspace, also when many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, (_, n) => create({ ...http, name: `m${n}` })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(12)
    expect(answers.find(({ status }) => status !== 201)?.body).toMatchObject({ code: 'limit_reached', status: 422 })
  })
})

describe('Idempotency-Key', () => {
  it('makes one monitor of many equal requests, at once or later, and refuses another request', async () => {
    const headers = { 'idempotency-key': 'k-1' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(http, headers)))
    expect(new Set(answers.map(({ body }) => monitor.parse(body).id)).size).toBe(1)
    expect(answers.filter(({ headers: got }) => got.get('idempotency-replayed') === 'true')).toHaveLength(4)
    expect(await world.database.prisma.monitor.count()).toBe(1)
    expect((await create({ ...http, name: 'Other' }, headers)).body).toMatchObject({ code: 'idempotency_mismatch' })
    expect((await create(http, { 'idempotency-key': 'k-2' })).status).toBe(201)
    expect((await create(http, { 'idempotency-key': 'has space' })).status).toBe(400)
  })
})

describe('update', () => {
  it('merges, validates the whole, counts the version and revises the schedule', async () => {
    const { id } = await created()
    const answer = await patch(id, { name: 'Front door', intervalSeconds: 5 })
    expect(answer.status).toBe(200)
    // The stored timeout of 10 s would outlast the new interval.
    expect(answer.body).toMatchObject({
      name: 'Front door',
      url: http.url,
      intervalSeconds: 5,
      timeoutMs: 5000,
      version: 2,
    })
    expect(answer.headers.get('etag')).toBe('"2"')
    expect((await revisionsOf(id)).at(-1)).toEqual({ enabled: true, intervalSeconds: 5 })
    const bad = await patch(id, { timeoutMs: 60_000 })
    expect([bad.status, pathsOf(bad)]).toEqual([400, ['timeoutMs']])
    expect(pathsOf(await patch(id, { kind: 'tcp' }))).toEqual(['kind'])
    expect((await patch(id, { version: 7 })).status).toBe(400)
    expect((await people.alice.request(`${monitors}/${id}`)).body).toMatchObject({ version: 2, intervalSeconds: 5 })
  })

  it('pauses and resumes', async () => {
    const { id } = await created()
    expect((await patch(id, { enabled: false })).body).toMatchObject({
      status: 'paused',
      statusSince: expect.any(String),
    })
    expect((await revisionsOf(id)).at(-1)).toMatchObject({ enabled: false })
    expect((await patch(id, { enabled: true })).body).toMatchObject({ status: 'pending', enabled: true })
    expect((await revisionsOf(id)).at(-1)).toMatchObject({ enabled: true })
  })

  it('If-Match lets one of two editors through', async () => {
    const { id } = await created()
    const headers = { 'if-match': '"1"' }
    const answers = await Promise.all([patch(id, { name: 'A' }, headers), patch(id, { name: 'B' }, headers)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await patch(id, { name: 'C' }, { 'if-match': '*' })).status).toBe(200)
    const stale = await people.alice.request(`${monitors}/${id}`, { method: 'DELETE', headers })
    expect(stale.body).toMatchObject({ code: 'stale_version', status: 412 })
  })
})

describe('delete', () => {
  it('hides the monitor, ends its schedule, and can be undone', async () => {
    const { id } = await created()
    expect((await people.alice.request(`${monitors}/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await people.alice.request(`${monitors}/${id}`)).status).toBe(404)
    expect((await patch(id, { name: 'x' })).status).toBe(404)
    expect((await people.alice.request(`${monitors}/${id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await revisionsOf(id)).at(-1)).toMatchObject({ enabled: false })
    const restore = () => people.alice.request(`${monitors}/${id}/restore`, { method: 'POST' })
    expect((await restore()).body).toMatchObject({ id, version: 3, enabled: true })
    expect((await restore()).body).toMatchObject({ version: 3 })
    expect((await revisionsOf(id)).at(-1)).toMatchObject({ enabled: true })
    // The second time there was nothing to bring back, and nothing to tell.
    const entries = await world.database.prisma.auditEntry.findMany({ where: { objectId: id }, orderBy: { id: 'asc' } })
    expect(entries.map(({ action, actorName }) => [action, actorName])).toEqual([
      ['monitor.created', ALICE.name],
      ['monitor.deleted', ALICE.name],
      ['monitor.restored', ALICE.name],
    ])
  })
})

describe('list', () => {
  const list = async (query: string) =>
    monitorListReply.parse((await people.alice.request(`${monitors}?${query}`)).body)
  const names = async (query: string) => (await list(query)).items.map(({ name }) => name)

  it('pages newest first, without gaps or repeats while monitors are added', async () => {
    for (const n of [1, 2, 3, 4, 5]) await created({ ...http, name: `m${n}` })
    const first = await list('limit=2')
    await created({ ...http, name: 'm6' })
    const second = await list(`limit=2&cursor=${first.nextCursor}`)
    const third = await list(`limit=2&cursor=${second.nextCursor}`)
    const seen = [first, second, third].flatMap(({ items }) => items.map(({ name }) => name))
    expect(seen).toEqual(['m5', 'm4', 'm3', 'm2', 'm1'])
    expect(third.nextCursor).toBeNull()
  })

  it('finds by name and target, literally, and by status', async () => {
    await created({ ...http, name: '100% up' })
    await created({ kind: 'tcp', name: 'db', host: 'DB_1.internal', port: 1 })
    await created({ ...http, name: 'off', enabled: false })
    expect(await names('search=100%25')).toEqual(['100% up'])
    expect(await names('search=db_1.INTERNAL')).toEqual(['db'])
    expect(await names('search=db%25internal')).toEqual([])
    expect(await names('search=_')).toEqual(['db'])
    expect(await names('status=paused')).toEqual(['off'])
    expect(await names('status=pending')).toEqual(['db', '100% up'])
    expect(await names('status=down,paused')).toEqual(['off'])
  })

  it.each([
    'cursor=x',
    `cursor=${Buffer.from('[1,2]').toString('base64url')}`,
    'limit=0',
    'limit=501',
    'status=broken',
  ])('refuses %s', async (query) => {
    expect((await people.alice.request(`${monitors}?${query}`)).body).toMatchObject({ code: 'invalid_input' })
  })
})

it('a viewer sees no secret and no address to report to', async () => {
  const secret = 'hunter2-hunter2'
  const { id } = await created({
    ...http,
    headers: [{ name: 'X-Key', value: secret }],
    body: secret,
    authentication: { scheme: 'bearer', token: secret },
    clientCertificate: {
      certificate: '-----BEGIN CERTIFICATE-----\npublic\n-----END CERTIFICATE-----',
      key: `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`,
    },
  })
  const tcp = await created({ kind: 'tcp', name: 't', host: 'db.internal', port: 6379, send: `AUTH ${secret}\r\n` })
  const beat = await created({ kind: 'heartbeat', name: 'b', schedule: { type: 'interval', periodSeconds: 20 } })
  const seen = await Promise.all(
    [`${monitors}/${id}`, `${monitors}/${tcp.id}`, `${monitors}/${beat.id}`, monitors].map((path) =>
      people.bob.request(path),
    ),
  )
  for (const { status, text } of seen) {
    expect(status).toBe(200)
    expect(text).not.toContain(secret)
    expect(text).not.toContain('/api/heartbeats/')
  }
  for (const each of [id, tcp.id]) {
    expect((await people.alice.request(`${monitors}/${each}`)).text).toContain(secret)
  }
  expect(world.logged.join('\n')).not.toContain(secret)
})

it('regions name the defaults and the probers that were seen', async () => {
  await world.database.pool.query(
    `insert into region (code, last_seen_at) values ('ap-1', now()), ('old-1', now() - interval '1 day'), ('heartbeat', now())`,
  )
  const { items } = regionsReply.parse((await people.bob.request(`${people.path}/regions`)).body)
  expect(items.map(({ code, live, isDefault }) => [code, live, isDefault])).toEqual([
    ['ap-1', true, false],
    ['eu-west-1', false, true],
    ['local', false, true],
    ['old-1', false, false],
  ])
})

it('what judged heartbeats are filed under is no region to probe from', async () => {
  await world.database.pool.query(`insert into region (code) values ('heartbeat') on conflict do nothing`)
  const site = await created(http)
  const answers = [
    await people.alice.request(monitors, { json: { ...http, regions: ['heartbeat'] } }),
    await people.alice.request(`${monitors}/test`, { json: { ...http, regions: ['heartbeat'] } }),
    await people.alice.request(`${monitors}/${site.id}`, { method: 'PATCH', json: { regions: ['heartbeat'] } }),
  ]
  for (const { status, body } of answers) {
    expect(status).toBe(400)
    expect(body).toMatchObject({ issues: [{ path: 'regions.0' }] })
  }
})
