import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encryptionKeysOf, openSecrets, withNewKey, writeSecrets } from './secrets.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mointering-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('they are made once, and only their owner can read them', () => {
  const path = join(folder, 'secrets.json')
  const made = openSecrets(path)
  expect(Buffer.from(made.encryptionKey, 'base64')).toHaveLength(32)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(openSecrets(path)).toEqual(made)
})

test('two installations share nothing', () => {
  expect(openSecrets(join(folder, 'a'))).not.toEqual(openSecrets(join(folder, 'b')))
})

test('a damaged file is never replaced: its data would be lost with it', () => {
  const path = join(folder, 'secrets.json')
  writeFileSync(path, '{"databasePassword":"x"}')
  expect(() => openSecrets(path)).toThrow(`The secrets in ${path} cannot be read`)
  expect(readFileSync(path, 'utf8')).toBe('{"databasePassword":"x"}')
})

test('a new key keeps the old one until everything is sealed anew, also when the rotation begins twice', () => {
  const path = join(folder, 'secrets.json')
  const made = openSecrets(path)
  const rotating = withNewKey(made)
  writeSecrets(path, rotating)
  expect(openSecrets(path)).toEqual({
    ...made,
    encryptionKey: rotating.encryptionKey,
    previousEncryptionKeys: [made.encryptionKey],
  })
  expect(rotating.encryptionKey).not.toBe(made.encryptionKey)
  expect(withNewKey(openSecrets(path))).toEqual(rotating)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a file of an older release has no previous keys', () => {
  const path = join(folder, 'secrets.json')
  const { previousEncryptionKeys: _, ...older } = openSecrets(path)
  writeFileSync(path, JSON.stringify(older))
  expect(openSecrets(path)).toEqual({ ...older, previousEncryptionKeys: [] })
})

test('who sets a key of their own can still open what the key of the file sealed', () => {
  const secrets = openSecrets(join(folder, 'secrets.json'))
  const own = Buffer.from(secrets.encryptionKey, 'base64')
  const set = Buffer.alloc(32, 7)
  expect(encryptionKeysOf({ PREVIOUS_ENCRYPTION_KEYS: [] }, secrets)).toEqual({
    ENCRYPTION_KEY: own,
    PREVIOUS_ENCRYPTION_KEYS: [],
  })
  expect(encryptionKeysOf({ ENCRYPTION_KEY: set, PREVIOUS_ENCRYPTION_KEYS: [] }, secrets)).toEqual({
    ENCRYPTION_KEY: set,
    PREVIOUS_ENCRYPTION_KEYS: [own],
  })
})
