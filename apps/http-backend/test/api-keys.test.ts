import { ROLES } from '@mointering/api-contract/http/accounts'
import {
  API_KEY_SCOPES,
  type ApiKeyScope,
  apiKeysReply,
  createApiKeyReply,
} from '@mointering/api-contract/http/api-keys'
import { allows, PERMISSIONS, scopesAllow } from '@mointering/api-contract/http/permissions'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { ALICE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
let keys: string
let monitorId: string
beforeAll(async () => {
  world = await startWorld({ rateLimits: { wrongApiKeyFromAddress: { limit: 40, windowMs: 60_000 } } })
  people = await addPeople(world)
  keys = `${people.path}/api-keys`
  monitorId = await addMonitor({ kind: 'http', name: 'Home', url: 'https://example.org' })
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => {
  world.clock.aheadMs = 0
})

async function addMonitor(json: object): Promise<string> {
  return monitor.parse((await people.alice.request(`${people.path}/monitors`, { json })).body).id
}

async function makeKey(scopes: ApiKeyScope[], more: object = {}) {
  const answer = await people.alice.request(keys, { json: { name: 'Deploy', scopes, ...more } })
  expect(answer.status, answer.text).toBe(201)
  return createApiKeyReply.parse(answer.body)
}

/** A program: no cookies, no CSRF token. */
const withKey = (secret: string, path: string, json?: object) =>
  world.nobody().request(path, { headers: { authorization: `Bearer ${secret}` }, ...(json ? { json } : {}) })

const list = async () => apiKeysReply.parse((await people.alice.request(keys)).body).items

it('is shown once, kept as a hash, and listed without its secret', async () => {
  const { apiKey, secret } = await makeKey(['read', 'read'])
  expect(secret).toMatch(/^mtr_[A-Za-z0-9_-]{43}$/)
  expect(apiKey).toMatchObject({ name: 'Deploy', prefix: secret.slice(0, 10), scopes: ['read'], createdBy: ALICE.name })
  const days = (Date.parse(String(apiKey.expiresAt)) - Date.parse(apiKey.createdAt)) / 86_400_000
  expect(days).toBe(90)
  const listed = await people.alice.request(keys)
  expect(apiKeysReply.parse(listed.body).items).toContainEqual(apiKey)
  expect(listed.text).not.toContain(secret.slice(10))
  const everything = await world.database.pool.query<{ row: string }>(
    `select api_key::text as row from api_key union all select audit_entry::text from audit_entry`,
  )
  const stored = everything.rows.map(({ row }) => row).join('\n')
  expect(stored).toContain(apiKey.prefix)
  expect(stored).not.toContain(secret.slice(10))
  expect(world.logged.join('\n')).not.toContain(secret.slice(10))
})

it('does what its scopes say and nothing more', async () => {
  const [read, write, heartbeat, audit] = [
    await makeKey(['read']),
    await makeKey(['write']),
    await makeKey(['heartbeat']),
    await makeKey(['audit']),
  ]
  const change = `${people.path}/monitors`
  const json = { kind: 'http', name: 'By key', url: 'https://example.org' }
  const statuses = async (path: string, body?: object) =>
    Promise.all([read, write, heartbeat, audit].map(async ({ secret }) => (await withKey(secret, path, body)).status))
  expect(await statuses(`${people.path}/monitors/${monitorId}`)).toEqual([200, 200, 403, 403])
  expect(await statuses(change, json)).toEqual([403, 201, 403, 403])
  expect(await statuses(`${people.path}/audit-log`)).toEqual([403, 403, 403, 200])
  for (const path of ['members', 'api-keys', 'invitations'])
    expect(await statuses(`${people.path}/${path}`), path).toEqual([403, 403, 403, 403])
  expect(await statuses(keys, { name: 'Stronger', scopes: ['write'] })).toEqual([403, 403, 403, 403])
  for (const path of ['account', 'account/sessions', 'workspaces', 'auth/session'])
    expect(await statuses(`/api/v1/${path}`), path).toEqual([403, 403, 403, 403])
})

it('sees no workspace but its own, and no monitor of another', async () => {
  const { secret } = await makeKey(['write', 'audit'])
  const other = await world.signUp({ ...ALICE, email: 'elsewhere@example.org' })
  const json = { kind: 'heartbeat', name: 'Theirs', schedule: { type: 'interval', periodSeconds: 60 } }
  const theirs = monitor.parse(
    (await other.browser.request(`/api/v1/workspaces/${other.workspaceId}/monitors`, { json })).body,
  )
  for (const path of ['', '/monitors', '/audit-log', '/events', `/monitors/${theirs.id}`]) {
    const answer = await withKey(secret, `/api/v1/workspaces/${other.workspaceId}${path}`)
    expect([answer.status, answer.text.includes('Theirs')], path).toEqual([404, false])
  }
  expect((await withKey(secret, `${people.path}/monitors/${theirs.id}`)).status).toBe(404)
  expect((await withKey(secret, `${people.path}/monitors/${theirs.id}/heartbeat`, {})).status).toBe(404)
})

it('a key and cookies in one request: the key alone counts', async () => {
  const { secret } = await makeKey(['read'])
  const both = (path: string, authorization: string, json?: object) =>
    people.alice.request(path, { headers: { authorization }, ...(json ? { json } : {}) })
  const bearer = `Bearer ${secret}`
  // Alice may write, the key may not, and she is nobody here.
  expect(
    (await both(`${people.path}/monitors`, bearer, { kind: 'http', name: 'x', url: 'https://x.org' })).status,
  ).toBe(403)
  expect((await both('/api/v1/account/sessions', bearer)).status).toBe(403)
  // A wrong key is not made up for by good cookies.
  for (const wrong of [`Bearer ${secret}x`, 'bearer  mtr_', `${bearer}, ${bearer}`, `Bearer mtr_${'A'.repeat(43)}`]) {
    const answer = await both(`${people.path}/monitors`, wrong)
    expect([answer.status, answer.headers.get('www-authenticate')], wrong).toEqual([
      401,
      'Bearer realm="Mointering", error="invalid_token"',
    ])
  }
  expect((await people.alice.request(`${people.path}/monitors`)).status).toBe(200)
})

it('what a proxy before us puts into the Authorization header is not ours: cookies count, with their CSRF token', async () => {
  const { secret } = await makeKey(['read'])
  const foreign = [
    '',
    'Basic YWRhOnNlY3JldA==',
    'Bearer',
    'Bearer eyJhbGciOi.x.y',
    `Basic ${secret}`,
    `Digest ${secret}`,
  ]
  for (const authorization of foreign) {
    const headers = { authorization }
    expect((await people.alice.request(`${people.path}/monitors`, { headers })).status, authorization).toBe(200)
    const json = { name: 'Alice' }
    const change = { method: 'PATCH', headers, json }
    expect((await people.alice.request('/api/v1/account', change)).status, authorization).toBe(200)
    const forged = await people.alice.request('/api/v1/account', { ...change, withoutCsrf: true })
    expect(forged.body, authorization).toMatchObject({ code: 'csrf_failed' })
    const alone = await world.nobody().request(`${people.path}/monitors`, { headers })
    expect([alone.status, alone.headers.has('www-authenticate')], authorization).toEqual([
      401,
      authorization.startsWith('Bearer'),
    ])
  }
})

it('is refused from the moment it is revoked, everywhere, and another one is not', async () => {
  const [gone, stays] = [await makeKey(['read']), await makeKey(['read'])]
  const path = `${people.path}/monitors`
  expect((await withKey(gone.secret, path)).status).toBe(200) // and now the cache holds a copy
  const answers = await Promise.all(
    [1, 2].map(() => people.alice.request(`${keys}/${gone.apiKey.id}`, { method: 'DELETE' })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 404])
  expect((await withKey(gone.secret, path)).status).toBe(401)
  expect((await withKey(stays.secret, path)).status).toBe(200)
  expect((await list()).map(({ id }) => id)).not.toContain(gone.apiKey.id)
  const told = await world.database.prisma.auditEntry.findMany({
    where: { objectId: gone.apiKey.id },
    orderBy: { id: 'asc' },
  })
  expect(told.map(({ action }) => action)).toEqual(['api_key.created', 'api_key.revoked'])
})

it('ends with its time, and with its workspace', async () => {
  const { secret } = await makeKey(['read'], { expiresInDays: 1 })
  const { secret: lasting } = await makeKey(['read'], { expiresInDays: null })
  const path = `${people.path}/monitors`
  expect((await withKey(secret, path)).status).toBe(200)
  world.clock.aheadMs = 86_400_000 + 1000
  expect((await withKey(secret, path)).status).toBe(401)
  expect((await withKey(lasting, path)).status).toBe(200)
  const other = await world.signUp({ ...ALICE, email: 'leaving@example.org' })
  const made = await other.browser.request(`/api/v1/workspaces/${other.workspaceId}/api-keys`, {
    json: { name: 'k', scopes: ['read'] },
  })
  const theirs = createApiKeyReply.parse(made.body).secret
  await world.database.prisma.workspace.update({ where: { id: other.workspaceId }, data: { deletedAt: new Date() } })
  expect((await withKey(theirs, `/api/v1/workspaces/${other.workspaceId}/monitors`)).status).toBe(401)
})

it('an admin’s proof of identity must be fresh to make one', async () => {
  world.clock.aheadMs = 11 * 60_000
  const answer = await people.alice.request(keys, { json: { name: 'Late', scopes: ['read'] } })
  expect(answer.body).toMatchObject({ status: 403, code: 'reauthentication_required' })
})

it('a key of a workspace cannot be revoked from another one', async () => {
  const { apiKey, secret } = await makeKey(['read'])
  const other = await world.signUp({ ...ALICE, email: 'thief@example.org' })
  const path = `/api/v1/workspaces/${other.workspaceId}/api-keys/${apiKey.id}`
  expect((await other.browser.request(path, { method: 'DELETE' })).status).toBe(404)
  expect((await withKey(secret, `${people.path}/monitors`)).status).toBe(200)
})

it('tells when and from where it was last used, to the minute', async () => {
  const { apiKey, secret } = await makeKey(['read'])
  const used = async () => (await list()).find(({ id }) => id === apiKey.id)
  expect(await used()).toMatchObject({ lastUsedAt: null, lastUsedAddress: null })
  await withKey(secret, `${people.path}/monitors`)
  await vi.waitFor(async () =>
    expect(await used()).toMatchObject({ lastUsedAddress: expect.stringContaining('127.0.0.1') }),
  )
  const first = (await used())?.lastUsedAt
  world.clock.aheadMs = 30_000
  await withKey(secret, `${people.path}/monitors`)
  world.clock.aheadMs = 61_000
  await withKey(secret, `${people.path}/monitors`)
  await vi.waitFor(async () => expect((await used())?.lastUsedAt).not.toBe(first))
  const second = Date.parse(String((await used())?.lastUsedAt))
  expect(second - Date.parse(String(first))).toBeGreaterThanOrEqual(61_000 - 50)
})

it('reports heartbeats with what a call of the address may say; not to a monitor that is none', async () => {
  const { secret } = await makeKey(['heartbeat'])
  const id = await addMonitor({ kind: 'heartbeat', name: 'Backup', schedule: { type: 'interval', periodSeconds: 60 } })
  const path = `${people.path}/monitors/${id}/heartbeat`
  const { key } = await world.database.prisma.monitor.findUniqueOrThrow({ where: { id } })
  const stored = () => world.database.prisma.heartbeat.findUniqueOrThrow({ where: { monitorKey: key } })
  expect(await withKey(secret, path, { status: 'down', message: 'disk full', durationMs: 3 })).toMatchObject({
    status: 200,
    body: { ok: true },
  })
  expect(await stored()).toMatchObject({ lastStatus: 'down', lastMessage: 'disk full', lastDurationMs: 3 })
  const headers = { authorization: `Bearer ${secret}` }
  expect((await world.nobody().request(path, { method: 'POST', headers })).status).toBe(200)
  expect(await stored()).toMatchObject({ lastStatus: 'up', lastMessage: null })
  expect((await withKey(secret, path, { status: 'maybe' })).status).toBe(400)
  expect((await withKey(secret, `${people.path}/monitors/${monitorId}/heartbeat`, {})).status).toBe(409)
})

it('hears live events until it is revoked', async () => {
  const { apiKey, secret } = await makeKey(['read'])
  const stream = await world.nobody().open(`${people.path}/events`, { headers: { authorization: `Bearer ${secret}` } })
  expect(stream.status).toBe(200)
  const reader = stream.body?.getReader()
  const first = await reader?.read()
  expect(new TextDecoder().decode(first?.value)).toContain('event: ready')
  await people.alice.request(`${keys}/${apiKey.id}`, { method: 'DELETE' })
  let ended = false
  while (!ended) ended = (await reader?.read())?.done ?? true
  expect((await withKey(secret, `${people.path}/events`)).status).toBe(401)
})

it('a workspace has at most 100, also when many are made at once', async () => {
  const { browser, workspaceId } = await world.signUp({ ...ALICE, email: 'many@example.org' })
  await world.database.pool.query(
    `insert into api_key (id, workspace_id, name, prefix, key_hash, scopes)
     select gen_random_uuid(), $1, 'k', 'mtr_', sha256(n::text::bytea), '{read}' from generate_series(1, 97) n`,
    [workspaceId],
  )
  const make = () =>
    browser.request(`/api/v1/workspaces/${workspaceId}/api-keys`, { json: { name: 'k', scopes: ['read'] } })
  const statuses = (await Promise.all(Array.from({ length: 6 }, make))).map(({ status }) => status)
  expect(statuses.toSorted()).toEqual([201, 201, 201, 422, 422, 422])
})

it('no scope grants more than any role that may make keys', () => {
  const makers = ROLES.filter((role) => allows(role, 'api-keys:write'))
  const permissions = Object.keys(PERMISSIONS).filter((name): name is keyof typeof PERMISSIONS => name in PERMISSIONS)
  expect(makers).toEqual(['owner', 'admin'])
  const granted = permissions.filter((permission) => scopesAllow(API_KEY_SCOPES, permission))
  for (const maker of makers) for (const permission of granted) expect(allows(maker, permission), permission).toBe(true)
  expect(granted.filter((permission) => /^(members|api-keys|workspace:[^r])/.test(permission))).toEqual([])
})

it('wrong keys are counted by address; a right one from there still works', async () => {
  const { secret } = await makeKey(['read'])
  const guess = (n: number) => withKey(`mtr_${String(n).padStart(43, 'A')}`, `${people.path}/monitors`)
  const statuses = new Set<number>()
  for (let n = 0; n < 45; n++) statuses.add((await guess(n)).status)
  expect(statuses).toEqual(new Set([401, 429]))
  expect((await guess(99)).headers.get('retry-after')).toMatch(/^\d+$/)
  expect((await withKey(secret, `${people.path}/monitors`)).status).toBe(200)
})
