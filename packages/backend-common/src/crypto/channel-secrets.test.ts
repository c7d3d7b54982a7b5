import { randomBytes, randomUUID } from 'node:crypto'
import { channelSecretsOf } from '@mointering/api-contract/channels/channel-secrets'
import { expect, test } from 'vitest'
import { openChannelSecrets, sealChannelSecrets } from './channel-secrets.js'
import { createChannelSealer } from './encryption-keys.js'
import { isSealed, UnsealError } from './sealer.js'

const [ENCRYPTION_KEY, newKey] = [randomBytes(32), randomBytes(32)]
const sealer = createChannelSealer({ ENCRYPTION_KEY })
const id = randomUUID()
const settings = { kind: 'pushover', token: 'a'.repeat(30), user: 'b'.repeat(30), device: null, emergency: false }

test('what is sealed for a channel opens for it, and shows no secret before', () => {
  const stored = sealChannelSecrets(settings, id, sealer)
  expect(channelSecretsOf(stored).every(({ text }) => isSealed(text))).toBe(true)
  expect(JSON.stringify(stored)).not.toMatch(/aaaa|bbbb/)
  expect(openChannelSecrets(stored, id, sealer.open)).toEqual(settings)
  expect(sealChannelSecrets(stored, id, sealer)).toEqual(stored)
  expect(openChannelSecrets(settings, id, sealer.open)).toEqual(settings)
})

test('a secret opens neither in another channel nor in another field', () => {
  const stored = sealChannelSecrets(settings, id, sealer)
  expect(() => openChannelSecrets(stored, randomUUID(), sealer.open)).toThrow(UnsealError)
  const [token, user] = channelSecretsOf(stored).map(({ text }) => text)
  expect(() => openChannelSecrets({ ...settings, token: user, user: token }, id, sealer.open)).toThrow(UnsealError)
})

test('a text that only looks sealed is refused, not stored', () => {
  expect(() => sealChannelSecrets({ ...settings, token: 'sealed:v1:00000000:x:y' }, id, sealer)).toThrow(UnsealError)
})

test('sealing again moves a secret to the current key', () => {
  const stored = sealChannelSecrets(settings, id, sealer)
  const renewed = createChannelSealer({ ENCRYPTION_KEY: newKey, PREVIOUS_ENCRYPTION_KEYS: [ENCRYPTION_KEY] })
  const anew = sealChannelSecrets(stored, id, renewed)
  expect(channelSecretsOf(anew).every(({ text }) => renewed.isCurrent(text))).toBe(true)
  expect(openChannelSecrets(anew, id, createChannelSealer({ ENCRYPTION_KEY: newKey }).open)).toEqual(settings)
})
