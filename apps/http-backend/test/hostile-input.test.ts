import { problem } from '@mointering/api-contract/http/problem'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
let beat: { path: string; callPath: string }
let site: string
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
  const schedule = { type: 'interval', periodSeconds: 60 }
  const heartbeat = monitor.parse((await create({ kind: 'heartbeat', name: 'b', schedule })).body)
  beat = { path: `${people.path}/monitors/${heartbeat.id}`, callPath: new URL(String(heartbeat.heartbeatUrl)).pathname }
  site = `${people.path}/monitors/${monitor.parse((await create(http)).body).id}`
})
afterAll(() => world[Symbol.asyncDispose]())

const http = { kind: 'http', name: 'Home', url: 'https://example.org' }
const create = (json: unknown) => people.alice.request(`${people.path}/monitors`, { json })
const createRaw = (raw: string | Uint8Array<ArrayBuffer>) =>
  people.alice.request(`${people.path}/monitors`, { raw, headers: { 'content-type': 'application/json' } })
const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

describe('texts that PostgreSQL cannot hold are the caller’s mistake, wherever they stand', () => {
  const NUL = 'a\u0000b'
  const LONE = 'a\ud800b'
  it.each([
    ['a name', { ...http, name: NUL }],
    ['a setting', { ...http, body: NUL }],
    ['half a surrogate pair in a name', { ...http, name: LONE }],
    ['half a surrogate pair in a setting', { ...http, keyword: { text: LONE, mode: 'present' } }],
    ['a deep setting', { ...http, assertions: [{ source: 'json', path: '$.a', comparison: 'equals', value: NUL }] }],
  ])('%s', async (_name, json) => {
    const answer = await create(json)
    expect(answer.status, answer.text).toBe(400)
    expect(problem.parse(answer.body).issues?.[0]?.path).not.toBe('')
  })

  it('a change, a sign-up, a search and a heartbeat', async () => {
    const { alice } = people
    const person = { email: 'nul@example.org', password: 'nothing to be seen', name: NUL }
    const answers = {
      change: await alice.request(site, { method: 'PATCH', json: { name: NUL } }),
      unknownField: await alice.request(site, { method: 'PATCH', json: { [NUL]: 1 } }),
      signUp: await world.nobody().request('/api/v1/auth/sign-up', { json: person }),
      signIn: await world.nobody().request('/api/v1/auth/sign-in', { json: { email: NUL, password: NUL } }),
      search: await alice.request(`${people.path}/monitors?search=%00`),
      region: await alice.request(`${site}/metrics?region=%00`),
      beatQuery: await alice.request(`${beat.callPath}?message=%00`),
      beatJson: await world.nobody().request(beat.callPath, { json: { message: NUL } }),
      beatLone: await world.nobody().request(beat.callPath, { json: { message: LONE } }),
      beatText: await world.nobody().request(beat.callPath, { raw: NUL, headers: { 'content-type': 'text/plain' } }),
    }
    const statuses = Object.fromEntries(Object.entries(answers).map(([name, { status }]) => [name, status]))
    expect(statuses).toEqual(Object.fromEntries(Object.keys(answers).map((name) => [name, 400])))
  })

  it.each([
    ['a line break', 'Ada\r\nBcc: x@example.org'],
    ['a direction override', 'Ada \u202egro.elpmaxe'],
    ['a zero-width space', 'A\u200bda'],
    ['nothing to see', '\u200d'],
  ])('wherever a name is given, %s is refused in it', async (_what, name) => {
    const { alice, path } = people
    const person = { email: 'hidden@example.org', password: 'a long enough password', name }
    const answers = {
      signUp: await world.nobody().request('/api/v1/auth/sign-up', { json: person }),
      account: await alice.request('/api/v1/account', { method: 'PATCH', json: { name } }),
      workspace: await alice.request('/api/v1/workspaces', { json: { name } }),
      rename: await alice.request(path, { method: 'PATCH', json: { name } }),
      apiKey: await alice.request(`${path}/api-keys`, { json: { name, scopes: ['read'] } }),
      monitor: await create({ ...http, name }),
      renamedMonitor: await alice.request(site, { method: 'PATCH', json: { name } }),
    }
    for (const [where, { status, body }] of Object.entries(answers)) {
      expect(status, where).toBe(400)
      expect(
        problem.parse(body).issues?.map((issue) => issue.path),
        where,
      ).toEqual(['name'])
    }
  })

  it('whole emoji and other scripts pass', async () => {
    const made = await create({ ...http, name: 'サイト 👩‍🚀 ñ' })
    expect(monitor.parse(made.body).name).toBe('サイト 👩‍🚀 ñ')
  })
})

describe('numbers and times at the edge of what there is', () => {
  it.each([
    ['from=0000-01-01T00:00:00Z'],
    ['from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59Z'],
    ['from=0001-01-01T00:00:00Z&to=0001-01-02T00:00:00Z'],
    ['to=0000-01-01T00:00:00Z'],
    ['from=0000-01-01T00:00:00%2B14:00&to=9999-12-31T23:59:59-14:00'],
    ['to=9999-12-31T23:59:59-23:59'],
  ])('%s', async (query) => {
    for (const part of ['results', 'metrics']) {
      const startedAt = performance.now()
      const answer = await people.alice.request(`${site}/${part}?${query}`)
      expect([200, 400], `${part} ${answer.text}`).toContain(answer.status)
      expect(performance.now() - startedAt).toBeLessThan(2000)
    }
  })

  it.each([
    [cursorOf(8.64e15, '11111111-1111-4111-8111-111111111111')],
    [cursorOf(-8.64e15, '11111111-1111-4111-8111-111111111111')],
    [cursorOf(0, 'x')],
    [cursorOf(8.64e15, 1, 1)],
    [cursorOf(-8.64e15, 1, 1)],
    [cursorOf(1e15, 40_000, 1)],
    [cursorOf(1e15, 1, 3e9)],
    [cursorOf(1e15, 1, 1.5)],
    [cursorOf({ __proto__: 1 })],
    ['8640000000000000.1.1'],
    ['9999999999999999.1.1'],
    ['-1.1.1'],
    ['1.1.99999999999'],
    ['%00'],
  ])('the cursor %s', async (cursor) => {
    for (const path of [`${people.path}/monitors`, `${site}/results`]) {
      const answer = await people.alice.request(`${path}?cursor=${cursor}`)
      expect([200, 400], `${path} ${answer.text}`).toContain(answer.status)
    }
  })

  it.each(['-1', '1e400', 'NaN', 'Infinity', '0x10', '1e9999999'])('a duration of %s', async (durationMs) => {
    const answer = await world.nobody().request(`${beat.callPath}?durationMs=${durationMs}`)
    expect([200, 400], answer.text).toContain(answer.status)
    if (durationMs !== '0x10') expect(answer.status).toBe(400)
  })

  it.each(['1e400', '-1', '1.5', '1e-400', '"60"', 'null', '86401', '9007199254740993'])(
    'an interval of %s is refused',
    async (value) => {
      const raw = `{"kind":"http","name":"x","url":"https://example.org","intervalSeconds":${value}}`
      expect((await createRaw(raw)).status).toBe(400)
    },
  )
})

describe('JSON with tricks', () => {
  it('keys of Object.prototype neither pollute nor pass', async () => {
    const polluting = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}'
    const made = await createRaw(`${polluting},"kind":"http","name":"x","url":"https://example.org"}`)
    expect(made.status).toBe(400)
    const changed = await people.alice.request(site, {
      method: 'PATCH',
      raw: `${polluting},"name":"y"}`,
      headers: { 'content-type': 'application/json' },
    })
    expect(changed.status).toBe(400)
    expect((await people.alice.request(`${people.path}/monitors?__proto__[polluted]=1`)).status).toBe(200)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('a change cannot reach what is not settings', async () => {
    const before = monitor.parse((await people.alice.request(site)).body)
    for (const field of ['id', 'workspaceId', 'key', 'version', 'status', 'deletedAt', 'createdAt', 'heartbeatUrl']) {
      const answer = await people.alice.request(site, { method: 'PATCH', json: { [field]: before.id } })
      expect(answer.status, field).toBe(400)
    }
    expect(monitor.parse((await people.alice.request(site)).body)).toEqual(before)
  })

  it('the last of two equal keys counts, for validation and for what is stored', async () => {
    const raw = '{"kind":"http","name":"first","url":"javascript:1","url":"https://example.org","name":"last"}'
    expect((await createRaw(raw)).body).toMatchObject({ name: 'last', url: 'https://example.org' })
  })

  it('deep, wide and broken bodies end quickly and with 4xx', async () => {
    const bodies = [
      '['.repeat(250_000),
      `${'['.repeat(120_000)}${']'.repeat(120_000)}`,
      `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`,
      `{"kind":"http","name":"x","url":"https://example.org","body":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      `{"kind":"http","name":"x","url":"https://example.org",${Array.from({ length: 15_000 }, (_, i) => `"k${i}":1`).join()}}`,
      `{"kind":"http","name":"${'x'.repeat(200_000)}","url":"https://example.org"}`,
      `{"kind":"http","name":"x","url":"https://${'a.'.repeat(100_000)}org"}`,
      new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    ]
    for (const [index, raw] of bodies.entries()) {
      const startedAt = performance.now()
      const answers = [
        await createRaw(raw),
        await people.alice.request(site, { method: 'PATCH', raw, headers: { 'content-type': 'application/json' } }),
      ]
      for (const answer of answers) {
        expect(answer.status, `body ${index}: ${answer.text.slice(0, 300)}`).toBeGreaterThanOrEqual(400)
        expect(answer.status, `body ${index}: ${answer.text.slice(0, 300)}`).toBeLessThan(500)
        expect(answer.text.length).toBeLessThan(20_000)
      }
      expect(performance.now() - startedAt, `body ${index}`).toBeLessThan(3000)
    }
  })
})
