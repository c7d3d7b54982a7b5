import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEnvFiles } from './read-env-files.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mointering-env-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('variables that are set win over .env.local, which wins over .env', async () => {
  await writeFile(join(folder, '.env'), '# a comment\nA=file\nB="file"\nC=file\n')
  await writeFile(join(folder, '.env.local'), 'A=local\nB=local\n')
  expect(readEnvFiles(folder, { A: 'set' })).toEqual({ A: 'set', B: 'local', C: 'file' })
})

test('production reads no files', async () => {
  await writeFile(join(folder, '.env'), 'A=file\n')
  const env = { NODE_ENV: 'production' as const }
  expect(readEnvFiles(folder, env)).toBe(env)
})

test('without files there is only the environment', () => {
  expect(readEnvFiles(folder, { A: 'set' })).toEqual({ A: 'set' })
})
