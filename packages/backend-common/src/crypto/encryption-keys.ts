import { createHmac, hkdfSync } from 'node:crypto'
import { createSealer, type Sealer } from './sealer.js'

/** The installation's secrets: the current one, and those that it had before and that still open what they sealed. */
export type EncryptionKeys = {
  ENCRYPTION_KEY: Uint8Array
  PREVIOUS_ENCRYPTION_KEYS?: readonly Uint8Array[] | undefined
}
export type SealingPurpose = 'account secrets' | 'monitor secrets' | 'channel secrets'

/** One key for each purpose from the installation's ENCRYPTION_KEY (HKDF-SHA256, RFC 5869): none says anything about another. */
export const deriveSealingKey = (encryptionKey: Uint8Array, purpose: SealingPurpose): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', encryptionKey, '', `mointering ${purpose} v1`, 32))

/** The key of each of the installation's secrets for a purpose, the current one first. */
export function sealingKeysOf(keys: EncryptionKeys, purpose: SealingPurpose): [Uint8Array, ...Uint8Array[]] {
  const previous = keys.PREVIOUS_ENCRYPTION_KEYS ?? []
  return [
    deriveSealingKey(keys.ENCRYPTION_KEY, purpose),
    ...previous.map((previousKey) => deriveSealingKey(previousKey, purpose)),
  ]
}

/** Seals what belongs to accounts: TOTP secrets, mails that wait. */
export const createAccountSealer = (keys: EncryptionKeys): Sealer =>
  createSealer(sealingKeysOf(keys, 'account secrets'))

/** Seals what belongs to monitors; probers know its keys too (PROBE_SECRETS_KEY). */
export const createMonitorSealer = (keys: EncryptionKeys): Sealer =>
  createSealer(sealingKeysOf(keys, 'monitor secrets'))

/** Seals what channels need to reach people: tokens, webhook addresses. */
export const createChannelSealer = (keys: EncryptionKeys): Sealer =>
  createSealer(sealingKeysOf(keys, 'channel secrets'))

/**
 * HMAC-SHA256 of a text by each of the installation's secrets, the current one first. Unlike a plain hash it does not let anybody who reads it
 * try out short secrets in the text.
 */
export function createKeyedDigest(keys: EncryptionKeys): (text: string) => [Buffer, ...Buffer[]] {
  const derive = (key: Uint8Array) => new Uint8Array(hkdfSync('sha256', key, '', 'mointering request digest v1', 32))
  const digest = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest()
  const current = derive(keys.ENCRYPTION_KEY)
  const previous = (keys.PREVIOUS_ENCRYPTION_KEYS ?? []).map(derive)
  return (text) => [digest(current, text), ...previous.map((key) => digest(key, text))]
}
