import { randomBytes, randomUUID } from 'node:crypto'
import { openChannelSecrets, sealChannelSecrets } from '@mointering/backend-common/crypto/channel-secrets'
import { createChannelSealer, type EncryptionKeys } from '@mointering/backend-common/crypto/encryption-keys'
import { createDatabase } from '@mointering/db/database'
import { prepareDatabase } from '@mointering/db/prepare-database'
import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import { expect, it } from 'vitest'
import { isAllCurrent, readSecretStatus, rotateSecrets } from '../src/secrets/rotate-secrets.js'

const old = { ENCRYPTION_KEY: randomBytes(32) }
const lost = { ENCRYPTION_KEY: randomBytes(32) }
const current = { ENCRYPTION_KEY: randomBytes(32), PREVIOUS_ENCRYPTION_KEYS: [old.ENCRYPTION_KEY] }
const newOnly = { ENCRYPTION_KEY: current.ENCRYPTION_KEY }

const gotify = { kind: 'gotify', server: 'https://push.example.org', token: 'app-token' }
const webhook = {
  kind: 'webhook',
  url: 'https://example.org/hook',
  headers: [{ name: 'Authorization', value: 'Bearer abc' }],
  secret: 'shared',
  template: 'sealed:v1:00000000:looks:sealed and is none',
}

async function openChannels() {
  const served = await createTestDatabase()
  const database = createDatabase({ url: served.url, applicationName: 'rotation-test' })
  await prepareDatabase(database.pool)
  const { id: workspaceId } = await database.prisma.workspace.create({ data: { slug: 'w', name: 'W' } })
  return {
    database,
    async add(settings: { kind: string }, keys: EncryptionKeys | null): Promise<string> {
      const id = randomUUID()
      const stored = keys === null ? settings : sealChannelSecrets(settings, id, createChannelSealer(keys))
      const json = JSON.parse(JSON.stringify(stored))
      await database.prisma.channel.create({
        data: { id, workspaceId, kind: settings.kind, name: 'x', settings: json },
      })
      return id
    },
    opened: async (id: string, keys: EncryptionKeys) => {
      const { settings } = await database.prisma.channel.findUniqueOrThrow({ where: { id } })
      return openChannelSecrets(settings, id, createChannelSealer(keys).open)
    },
    status: async () => (await readSecretStatus(database.pool, current)).find(({ kind }) => kind === 'channels'),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await served[Symbol.asyncDispose]()
    },
  }
}

it('secrets of channels move to the current key, from a previous one and from the clear, and are counted', async () => {
  await using channels = await openChannels()
  const { pool } = channels.database
  const [one, two] = [await channels.add(gotify, old), await channels.add(webhook, null)]
  await channels.add({ kind: 'email' }, null)
  expect(await channels.status()).toMatchObject({ current: 0, older: [{ count: 1 }], unknown: [], plain: 2 })

  expect((await rotateSecrets(pool, current)).channels).toEqual({ done: 2, unopened: [] })
  expect(await channels.status()).toMatchObject({ current: 3, older: [], unknown: [], plain: 0 })
  expect(isAllCurrent(await readSecretStatus(pool, current))).toBe(true)
  expect(await channels.opened(one, newOnly)).toEqual(gotify)
  expect(await channels.opened(two, newOnly)).toEqual(webhook)
  expect((await rotateSecrets(pool, current)).channels).toEqual({ done: 0, unopened: [] })
})

it('a channel whose key is lost stays as it is, and is named', async () => {
  await using channels = await openChannels()
  const id = await channels.add(gotify, lost)
  expect((await rotateSecrets(channels.database.pool, current)).channels).toEqual({ done: 0, unopened: [id] })
  expect(await channels.status()).toMatchObject({ current: 0, unknown: [{ count: 1 }] })
  expect(await channels.opened(id, lost)).toEqual(gotify)
})
