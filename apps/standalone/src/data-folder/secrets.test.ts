import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets } from './secrets.js'

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
