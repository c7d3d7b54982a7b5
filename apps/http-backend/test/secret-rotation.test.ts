import { randomBytes } from 'node:crypto'
import { type MonitorSettings, monitorSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { mapSecrets } from '@mointering/api-contract/monitors/secret-fields'
import { storedProbeSettings } from '@mointering/api-contract/monitors/stored-settings'
import { createAccountSealer, createMonitorSealer } from '@mointering/backend-common/crypto/encryption-keys'
import { openMonitorSecrets } from '@mointering/backend-common/crypto/monitor-secrets'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createDatabase, type Database } from '@mointering/db/database'
import { prepareDatabase } from '@mointering/db/prepare-database'
import { createTestDatabase, type TestDatabase } from '@mointering/test-kit/services/test-database'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { isAllCurrent, readSecretStatus, rotateSecrets, sealPlainSecrets } from '../src/secrets/rotate-secrets.js'

const old = { ENCRYPTION_KEY: randomBytes(32) }
const now = { ENCRYPTION_KEY: randomBytes(32), PREVIOUS_ENCRYPTION_KEYS: [old.ENCRYPTION_KEY] }
const newOnly = { ENCRYPTION_KEY: now.ENCRYPTION_KEY }
const log = createLogger({ name: 'test', level: 'silent' })

let served: TestDatabase
let database: Database
let workspaceId: string
beforeAll(async () => {
  served = await createTestDatabase()
  database = createDatabase({ url: served.url, applicationName: 'rotation-test' })
  await prepareDatabase(database.pool)
  workspaceId = (await database.prisma.workspace.create({ data: { slug: 'w', name: 'W' } })).id
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await served[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await database.prisma.monitor.deleteMany()
  await database.prisma.user.deleteMany()
  await database.prisma.mail.deleteMany()
})

const plain = [
  {
    kind: 'http',
    url: 'https://example.org',
    body: 'a secret',
    headers: [
      { name: 'Accept', value: 'text/html' },
      { name: 'Host', value: 'a.example.org' },
      { name: 'X-Key', value: 'a secret' },
      { name: 'X-Plain', value: 'b', secret: false },
      { name: 'ACCEPT', value: 'a secret', secret: true },
    ],
    authentication: { scheme: 'basic', username: 'ada', password: 'a secret' },
    clientCertificate: {
      certificate: '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----',
      key: '-----BEGIN KEY-----\na secret\n-----END KEY-----',
    },
  },
  { kind: 'http', url: 'https://example.org', authentication: { scheme: 'bearer', token: 'a-secret' } },
  { kind: 'http', url: 'https://example.org' },
  { kind: 'tcp', host: 'example.org', port: 1, send: 'a secret' },
  { kind: 'tcp', host: 'example.org', port: 1 },
  { kind: 'ping', host: 'example.org' },
  { kind: 'heartbeat', schedule: { type: 'interval', periodSeconds: 60 } },
].map((settings) => monitorSettings.parse(settings))
const countSecrets = (all: readonly MonitorSettings[]) => {
  const found: string[] = []
  for (const settings of all) {
    mapSecrets(settings, (text) => {
      found.push(text)
      return text
    })
  }
  return found.length
}

const store = (settings: MonitorSettings) =>
  database.prisma.monitor.create({
    data: {
      workspaceId,
      kind: settings.kind,
      name: 'x',
      settings,
      intervalSeconds: 60,
      timeoutMs: 1,
      regions: [],
      confirmations: 1,
      recoveries: 1,
    },
  })
const stored = () => database.prisma.monitor.findMany({ orderBy: { key: 'asc' } })
const opened = async (keys: typeof newOnly) =>
  (await stored()).map(({ id, kind, settings }) =>
    kind === 'heartbeat'
      ? settings
      : openMonitorSecrets(storedProbeSettings.parse(settings), id, createMonitorSealer(keys).open),
  )

it('what an older release stored in the clear is sealed at the start, once', async () => {
  for (const settings of plain) await store(settings)
  const [status] = await readSecretStatus(database.pool, old)
  expect(status).toMatchObject({ plain: countSecrets(plain), current: 0 }) // SQL and mapSecrets see the same
  await Promise.all([sealPlainSecrets(database.pool, old, log), sealPlainSecrets(database.pool, old, log)])
  const first = await stored()
  expect(JSON.stringify(first)).not.toMatch(/a.secret/)
  expect(first.map(({ version }) => version)).toEqual(plain.map(() => 1))
  expect(await opened(old)).toEqual(plain)
  await sealPlainSecrets(database.pool, old, log)
  expect(await stored()).toEqual(first)
})

it('a rotation seals everything with the new key: after it nothing needs the old one', async () => {
  for (const settings of plain) await store(settings)
  await sealPlainSecrets(database.pool, old, log)
  const accounts = createAccountSealer(old)
  const { id: userId } = await database.prisma.user.create({ data: { email: 'ada@example.org', name: 'Ada' } })
  await database.prisma.totp.create({ data: { userId, secret: accounts.seal('totp secret', `totp ${userId}`) } })
  const expiresAt = new Date(Date.now() + 60_000)
  await database.prisma.mail.create({
    data: { recipient: 'ada@example.org', message: accounts.seal('a link', 'mail ada@example.org'), expiresAt },
  })
  expect(isAllCurrent(await readSecretStatus(database.pool, now))).toBe(false)

  expect(await rotateSecrets(database.pool, now)).toEqual({
    monitors: { done: 3, unopened: [] },
    channels: { done: 0, unopened: [] },
    totp: { done: 1, unopened: [] },
    mail: { done: 1, unopened: [] },
  })
  expect(isAllCurrent(await readSecretStatus(database.pool, newOnly))).toBe(true)
  expect(await opened(newOnly)).toEqual(plain)
  const [totp, mail] = [await database.prisma.totp.findFirstOrThrow(), await database.prisma.mail.findFirstOrThrow()]
  expect(createAccountSealer(newOnly).open(totp.secret, `totp ${userId}`)).toBe('totp secret')
  expect(createAccountSealer(newOnly).open(mail.message, 'mail ada@example.org')).toBe('a link')
  expect(await rotateSecrets(database.pool, now)).toMatchObject({
    monitors: { done: 0 },
    totp: { done: 0 },
    mail: { done: 0 },
  })
})

it('one database connection is enough', async () => {
  await using single = createDatabase({ url: served.url, applicationName: 'rotation-test', poolSize: 1 })
  for (const settings of plain) await store(settings)
  await sealPlainSecrets(single.pool, old, log)
  expect((await rotateSecrets(single.pool, now)).monitors).toEqual({ done: 3, unopened: [] })
})

it('many monitors are sealed in several batches; the schedulers see them, their versions stay', async () => {
  const [, one] = plain
  if (!one) throw new Error('There are settings')
  await Promise.all(Array.from({ length: 230 }, () => store(one)))
  const longAgo = new Date('2026-01-01T00:00:00Z')
  await database.prisma.monitor.updateMany({ data: { updatedAt: longAgo } })
  expect((await rotateSecrets(database.pool, now)).monitors).toEqual({ done: 230, unopened: [] })
  const all = await stored()
  expect(all.every(({ updatedAt, version }) => updatedAt > longAgo && version === 1)).toBe(true)
})

it('what no key opens is named and stays, and does not stop the rest', async () => {
  const lost = createMonitorSealer({ ENCRYPTION_KEY: randomBytes(32) })
  const [http, bearer] = plain
  if (!http || !bearer) throw new Error('There are settings')
  const { id } = await store(mapSecrets(bearer, (text) => lost.seal(text, 'lost')))
  await store(http)
  expect((await rotateSecrets(database.pool, now)).monitors).toEqual({ done: 1, unopened: [id] })
  const [status] = await readSecretStatus(database.pool, now)
  expect(status).toMatchObject({ plain: 0, older: [], unknown: [{ keyId: lost.keyId, count: 1 }] })
})
