import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createIsCommonPassword } from './common-passwords.js'

test.each([
  ['qwertyuiop', true],
  ['Password123', true],
  [' ILOVEYOU123 ', true],
  ['1q2w3e4r5t', true],
  ['correct horse battery', false],
  ['', false],
])('%j is common: %s', async (password, common) => {
  expect(await createIsCommonPassword()(password)).toBe(common)
})

test('a list that cannot be read lets nothing pass, and is read again by the next question', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'passwords-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'list.gz')
  const isCommon = createIsCommonPassword(file)
  await expect(isCommon('horse horse')).rejects.toMatchObject({ code: 'ENOENT' })
  await writeFile(file, gzipSync('Horse Horse\r\nshort\n').subarray(0, 20))
  await expect(isCommon('horse horse')).rejects.toThrow('unexpected end of file')
  await writeFile(file, gzipSync('Horse Horse\r\nshort\n'))
  expect([await isCommon('horse horse'), await isCommon('short')]).toEqual([true, false])
})
