import { randomBytes, randomUUID } from 'node:crypto'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { SECRET_MASK } from '@mointering/api-contract/monitors/secret-mask'
import type { CheckTask } from '@mointering/api-contract/pipeline/messages'
import { createMonitorSealer } from '@mointering/backend-common/crypto/encryption-keys'
import { openMonitorSecrets } from '@mointering/backend-common/crypto/monitor-secrets'
import { UnsealError } from '@mointering/backend-common/crypto/sealer'
import { createLogger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import { createRabbitMqQueue } from '@mointering/backend-common/queue/rabbitmq-queue'
import type { Answer } from '@mointering/test-kit/people/browser'
import { ALICE } from '@mointering/test-kit/people/people'
import { testServices } from '@mointering/test-kit/services/test-services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'
import { startFakeProber } from './fake-prober.js'

const log = createLogger({ name: 'test', level: 'silent' })
const ENCRYPTION_KEY = randomBytes(32)
let queue: MessageQueue
let world: ApiWorld
let people: People
let monitors: string
beforeAll(async () => {
  // The real broker: what the tests take out of it is what it holds.
  const url = testServices().rabbitmqUrl
  queue = await createRabbitMqQueue({ url, log, namePrefix: `secrets-test-${randomUUID()}.` })
  world = await startWorld({
    queue,
    rateLimits: { runInWorkspace: { limit: 100, windowMs: 60_000 } },
    env: { ENCRYPTION_KEY: ENCRYPTION_KEY.toString('base64') },
  })
  people = await addPeople(world)
  monitors = `${people.path}/monitors`
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await queue[Symbol.asyncDispose]()
})

const sealer = createMonitorSealer({ ENCRYPTION_KEY })
/** As a prober does. */
const openTask = ({ settings, secretsOf = '' }: CheckTask) => openMonitorSecrets(settings, secretsOf, sealer.open)
const SECRET = 'hunter2-of-the-monitor'
const pem = (what: string, text: string) => `-----BEGIN ${what}-----\n${text}\n-----END ${what}-----`
const full = {
  kind: 'http',
  name: 'Shop',
  url: 'https://shop.example.org/health',
  method: 'POST',
  timeoutMs: 100,
  body: `{"password":"${SECRET}-body"}`,
  headers: [
    { name: 'Accept', value: 'text/html' },
    { name: 'X-Key', value: `${SECRET}-key` },
    { name: 'X-Tenant', value: 'blue', secret: false },
    { name: 'User-Agent', value: `${SECRET}-agent`, secret: true },
  ],
  authentication: { scheme: 'basic', username: 'ada', password: `${SECRET}-password` },
  clientCertificate: { certificate: pem('CERTIFICATE', 'public'), key: pem('PRIVATE KEY', `${SECRET}-pem`) },
}
const tcp = {
  kind: 'tcp',
  name: 'Redis',
  host: 'db.example.org',
  port: 6379,
  timeoutMs: 100,
  send: `AUTH ${SECRET}\r\n`,
}

const post = (json: object, path = '') => people.alice.request(`${monitors}${path}`, { json })
const created = async (json: object) => monitor.parse((await post(json)).body)
const patch = (id: string, json: object) => people.alice.request(`${monitors}/${id}`, { method: 'PATCH', json })
const pathsOf = ({ body }: Answer): string[] => Object(body).issues?.map((issue: { path: string }) => issue.path) ?? []
const storedOf = async (id: string) =>
  (await world.database.prisma.monitor.findUniqueOrThrow({ where: { id } })).settings
/** What a prober would send for the monitor: nobody else can read it. */
async function sentFor(id: string) {
  await using prober = await startFakeProber(queue, 'local')
  expect((await people.alice.request(`${monitors}/${id}/run`, { method: 'POST' })).status).toBe(200)
  const task = prober.tasks.at(-1)
  if (!task) throw new Error('Nothing was asked of the prober')
  return { task, settings: openTask(task) }
}

describe('a secret of a monitor', () => {
  it('stands in the clear neither in the database, nor in the queue, an answer, the audit log, or a log line', async () => {
    const one = await created(full)
    const two = await created(tcp)
    expect(
      (await patch(one.id, { name: 'Shop 2', authentication: { scheme: 'bearer', token: `${SECRET}-token` } })).status,
    ).toBe(200)
    const tested = await startFakeProber(queue, 'local')
    expect((await post(full, '/test')).status).toBe(200)
    await tested[Symbol.asyncDispose]()
    const inQueue = [
      await sentFor(one.id),
      await sentFor(two.id),
      ...tested.tasks.map((task) => ({ task, settings: openTask(task) })),
    ]
    expect(JSON.stringify(inQueue.map(({ task }) => task))).not.toContain(SECRET)
    expect(inQueue.map(({ settings }) => settings)).toEqual([
      expect.objectContaining({ authentication: { scheme: 'bearer', token: `${SECRET}-token` }, body: full.body }),
      expect.objectContaining({ send: tcp.send }),
      expect.objectContaining({ headers: full.headers, clientCertificate: full.clientCertificate }),
    ])
    const { rows: tables } = await world.database.pool.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    expect(tables.length).toBeGreaterThan(20)
    for (const { name } of tables) {
      const { rows } = await world.database.pool.query(`select 1 from ${name} row where row::text like $1`, [
        `%${SECRET}%`,
      ])
      expect({ name, found: rows.length }).toEqual({ name, found: 0 })
    }
    expect(world.logged.join('\n')).not.toContain(SECRET)
    for (const path of [`/${one.id}`, '']) {
      const { text } = await people.alice.request(`${monitors}${path}`)
      for (const kind of ['key', 'agent', 'password', 'token', 'pem']) expect(text).not.toContain(`${SECRET}-${kind}`)
      expect((await people.bob.request(`${monitors}${path}`)).text).not.toContain(SECRET)
    }
  })

  it('is answered as a mask, and what is no secret as it is', async () => {
    expect(await created(full)).toMatchObject({
      body: full.body, // for those who may read what checks send
      headers: [
        { name: 'Accept', value: 'text/html', secret: false },
        { name: 'X-Key', value: SECRET_MASK, secret: true },
        { name: 'X-Tenant', value: 'blue', secret: false },
        { name: 'User-Agent', value: SECRET_MASK, secret: true },
      ],
      authentication: { scheme: 'basic', username: 'ada', password: SECRET_MASK },
      clientCertificate: { certificate: full.clientCertificate.certificate, key: SECRET_MASK },
    })
  })

  it('is kept where its mask comes back, and the audit log tells only of what changed', async () => {
    const before = await created(full)
    const stored = await storedOf(before.id)
    const { id, headers, body, authentication, clientCertificate } = {
      ...before,
      ...(before.kind === 'http' ? before : full),
    }
    const answer = await patch(id, { name: 'Renamed', headers, body, authentication, clientCertificate })
    expect(answer.status, answer.text).toBe(200)
    expect(Object(await storedOf(id)).body).toBe(Object(stored).body)
    const { settings } = await sentFor(id)
    expect(settings).toMatchObject({
      body: full.body,
      authentication: full.authentication,
      clientCertificate: full.clientCertificate,
    })
    const [entry] = await world.database.prisma.auditEntry.findMany({
      where: { objectId: id },
      orderBy: { id: 'desc' },
    })
    expect(entry?.changes).toEqual([{ field: 'name', before: 'Shop', after: 'Renamed' }])
  })

  it('is replaced where another value comes, and the audit log says so without it', async () => {
    const { id } = await created(full)
    await patch(id, { authentication: { ...full.authentication, password: `${SECRET}-new` } })
    expect((await sentFor(id)).settings).toMatchObject({ authentication: { password: `${SECRET}-new` } })
    const [entry] = await world.database.prisma.auditEntry.findMany({
      where: { objectId: id },
      orderBy: { id: 'desc' },
    })
    expect(entry).toMatchObject({ action: 'monitor.updated', actorName: ALICE.name })
    expect(entry?.changes).toEqual([
      {
        field: 'authentication',
        before: { scheme: 'basic', username: 'ada', password: SECRET_MASK },
        after: { scheme: 'basic', username: 'ada', password: SECRET_MASK },
      },
    ])
  })

  it('of a header is found by the name of the header, wherever it stands', async () => {
    const twice = [
      { name: 'X-Key', value: 'first' },
      { name: 'X-Other', value: 'other' },
      { name: 'x-key', value: 'second' },
    ]
    const { id } = await created({ ...full, headers: twice })
    const mask = (name: string) => ({ name, value: SECRET_MASK })
    expect(
      (await patch(id, { headers: [mask('X-OTHER'), mask('X-Key'), { name: 'X-Key', value: 'changed' }] })).status,
    ).toBe(200)
    expect((await sentFor(id)).settings).toMatchObject({
      headers: [{ value: 'other' }, { value: 'first' }, { value: 'changed' }],
    })
    const unclear = await patch(id, { headers: [mask('X-Key')] })
    expect([unclear.status, pathsOf(unclear)]).toEqual([400, ['headers.0.value']])
    expect(unclear.text).toContain('more than once')
  })

  it.each([
    [
      { ...full, authentication: { scheme: 'basic', username: 'ada', password: SECRET_MASK } },
      ['authentication.password'],
    ],
    [{ ...full, headers: [{ name: 'X-Key', value: SECRET_MASK }] }, ['headers.0.value']],
    [
      { ...full, body: SECRET_MASK, clientCertificate: { ...full.clientCertificate, key: SECRET_MASK } },
      ['body', 'clientCertificate.key'],
    ],
    [{ ...tcp, send: SECRET_MASK }, ['send']],
  ])('that is masked where nothing is stored is refused: %#', async (json, paths) => {
    for (const answer of [await post(json), await post(json, '/test')]) {
      expect([answer.status, pathsOf(answer)]).toEqual([400, paths])
      expect(answer.text).toContain('none is stored here')
    }
  })

  it('of one scheme is not kept for another', async () => {
    const { id } = await created(full)
    const answer = await patch(id, { authentication: { scheme: 'bearer', token: SECRET_MASK } })
    expect(pathsOf(answer)).toEqual(['authentication.token'])
  })
})

describe('an editor who wants to read a stored secret', () => {
  const attacks: [string, object][] = [
    ['points the monitor at a server of their own', { url: 'https://evil.example.net/collect' }],
    ['points it at another port', { url: 'https://shop.example.org:8443/health' }],
    ['reads along on the way', { url: 'http://shop.example.org/health' }],
    ['sends it through a proxy of their own', { proxyUrl: 'http://evil.example.net:3128' }],
  ]
  const secretsOfFull = ['headers.1.value', 'headers.3.value', 'authentication.password', 'clientCertificate.key']

  it.each(attacks)('%s: refused, by a change and by a test', async (_, change) => {
    const { id } = await created(full)
    await using prober = await startFakeProber(queue, 'local')
    const changed = await patch(id, change)
    expect([changed.status, pathsOf(changed)]).toEqual([400, secretsOfFull])
    const masked = { ...full, ...Object((await people.alice.request(`${monitors}/${id}`)).body) }
    const { kind, name, method, timeoutMs, body, headers, authentication, clientCertificate, url } = masked
    const test = {
      kind,
      name,
      method,
      timeoutMs,
      body,
      headers,
      authentication,
      clientCertificate,
      url,
      ...change,
      monitorId: id,
    }
    const tested = await post(test, '/test')
    expect([tested.status, pathsOf(tested)]).toEqual([400, secretsOfFull])
    expect(prober.tasks).toEqual([])
  })

  it('is not sent to whoever answers: certificates cannot go unchecked from now on without entering it again', async () => {
    const { id } = await created(full)
    const loosened = await patch(id, { verifyTls: false })
    expect(loosened.status).toBe(400)
    expect(pathsOf(loosened)).toContain('authentication.password')
    const unchecked = await created({ ...full, verifyTls: false })
    expect((await patch(unchecked.id, { verifyTls: true })).status).toBe(200)
  })

  it('has a shared address send it to another site: refused', async () => {
    const { id } = await created({ ...full, headers: [{ name: 'X-Key', value: 'k' }] })
    const headers = [
      { name: 'X-Key', value: SECRET_MASK },
      { name: 'Host', value: 'evil.example.net' },
    ]
    expect(pathsOf(await patch(id, { headers }))).toContain('headers.0.value')
  })

  it('has it sent under a name that follows redirects, or is shown: refused', async () => {
    const { id } = await created(full)
    const renamed = await patch(id, { headers: [{ name: 'Accept', value: SECRET_MASK, secret: true }] })
    expect([renamed.status, pathsOf(renamed)]).toEqual([400, ['headers.0.value']])
    const shown = await patch(id, { headers: [{ name: 'X-Key', value: SECRET_MASK, secret: false }] })
    expect([shown.status, pathsOf(shown)]).toEqual([400, ['headers.0.value']])
  })

  it('lends it to a monitor of their own: a stranger’s is not there, and what is sealed opens for no other', async () => {
    const { id } = await created(full)
    const { browser, workspaceId } = await world.signUp({
      name: 'Eve',
      email: 'eve@example.net',
      password: 'correct horse battery',
    })
    const answer = await browser.request(`/api/v1/workspaces/${workspaceId}/monitors/test`, {
      json: { ...full, authentication: { ...full.authentication, password: SECRET_MASK }, monitorId: id },
    })
    expect(answer.status).toBe(404)
    const { task } = await sentFor(id)
    const own = await created(full)
    expect(() => openTask({ ...task, secretsOf: own.id })).toThrow(UnsealError)
    const sealed = Object(await storedOf(id)).authentication.password
    await patch(own.id, { body: sealed })
    expect(Object((await people.alice.request(`${monitors}/${own.id}`)).body).body).toBe(sealed)
  })

  it('who enters the secrets again may move the monitor, and paths of the same host need nothing', async () => {
    const { id } = await created(full)
    expect((await patch(id, { url: 'https://shop.example.org/other?x=1' })).status).toBe(200)
    const again = {
      headers: full.headers,
      authentication: full.authentication,
      clientCertificate: full.clientCertificate,
    }
    expect((await patch(id, { url: 'https://new.example.org/', ...again })).status).toBe(200)
    expect(
      (
        await patch(id, {
          authentication: null,
          headers: [],
          clientCertificate: null,
          url: 'https://third.example.org/',
        })
      ).status,
    ).toBe(200)
  })
})

it('an edited monitor is tested with its stored secrets, sealed for it', async () => {
  const { id } = await created(full)
  await using prober = await startFakeProber(queue, 'local')
  const masked = {
    ...full,
    headers: [{ name: 'x-key', value: SECRET_MASK }],
    authentication: { ...full.authentication, password: SECRET_MASK },
  }
  const answer = await post({ ...masked, monitorId: id }, '/test')
  expect(answer.status, answer.text).toBe(200)
  const [task] = prober.tasks
  expect(task).toMatchObject({ monitorKey: null, secretsOf: id })
  if (!task) throw new Error('Nothing was asked of the prober')
  expect(openTask(task)).toMatchObject({ headers: [{ value: `${SECRET}-key` }], authentication: full.authentication })
  expect((await people.bob.request(`${monitors}/test`, { json: { ...masked, monitorId: id } })).status).toBe(403)
})

it('every change of a monitor is in the audit log, with who made it', async () => {
  const { id } = await created(full)
  await patch(id, { enabled: false })
  await people.alice.request(`${monitors}/${id}`, { method: 'DELETE' })
  await people.alice.request(`${monitors}/${id}/restore`, { method: 'POST' })
  await patch(id, { url: 'not an address' }) // refused: nothing happened
  const entries = await world.database.prisma.auditEntry.findMany({ where: { objectId: id }, orderBy: { id: 'asc' } })
  expect(
    entries.map(({ action, actorKind, actorName, workspaceId }) => ({ action, actorKind, actorName, workspaceId })),
  ).toEqual(
    ['created', 'updated', 'deleted', 'restored'].map((what) => ({
      action: `monitor.${what}`,
      actorKind: 'user',
      actorName: ALICE.name,
      workspaceId: people.workspaceId,
    })),
  )
  expect(entries[1]?.changes).toEqual([{ field: 'enabled', before: true, after: false }])
})
