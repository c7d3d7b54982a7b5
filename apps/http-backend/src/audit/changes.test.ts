import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findUnstorableText } from '../http/storable-text.js'
import { changesBetween } from './changes.js'

const after = (fields: Record<string, unknown>) => changesBetween(null, fields).map((change) => Object(change).after)

it('tells only what differs, each before and after', () => {
  const at = new Date('2026-11-24T00:00:00Z')
  const before = { name: 'a', regions: ['eu'], gone: 1, same: { deep: [1] } }
  expect(changesBetween(before, { name: 'b', regions: ['eu'], made: at, same: { deep: [1] } })).toEqual([
    { field: 'name', before: 'a', after: 'b' },
    { field: 'gone', before: 1, after: null },
    { field: 'made', before: null, after: '2026-11-24T00:00:00.000Z' },
  ])
  expect(changesBetween(null, null)).toEqual([])
})

it('masks secrets by the name of their field, at any depth, and still tells that they changed', () => {
  expect(changesBetween({ passwordHash: 'one' }, { passwordHash: 'two' })).toEqual([
    { field: 'passwordHash', before: '********', after: '********' },
  ])
  const settings = {
    url: 'https://ada:s3cret@example.org/a?b=c',
    headers: [{ name: 'X-Auth', value: 's3cret' }],
    body: '{"pass":"s3cret"}',
    send: 'AUTH s3cret',
    authentication: { scheme: 'basic', username: 'ada', password: 's3cret' },
    clientCertificate: { certificate: 'public', key: 's3cret' },
    heartbeatUrl: 'https://example.org/api/heartbeats/s3cret',
    channel: { token: 's3cret', webhook: { extraHeaders: { Authorization: 's3cret' } } },
  }
  const told = JSON.stringify(changesBetween(null, { settings, ...settings }))
  expect(told).not.toContain('s3cret')
  expect(told).toContain('https://ada:********@example.org/a?b=c')
  expect(told).toContain('X-Auth')
  expect(told).toContain('"username":"ada"')
})

it('a secret that is not there is not masked', () => {
  expect(changesBetween({ passwordHash: null }, { passwordHash: 'x' })).toEqual([
    { field: 'passwordHash', before: null, after: '********' },
  ])
})

it('cuts what is long, wide or deep, with a mark', () => {
  expect(after({ text: 'x'.repeat(600) })).toEqual([`${'x'.repeat(500)}… (600 characters)`])
  expect(after({ text: `${'x'.repeat(499)}😀 and more` })).toEqual([`${'x'.repeat(499)}… (510 characters)`])
  const [list] = after({ list: Array.from({ length: 100 }, (_, n) => n) })
  expect([list.length, list.at(-1)]).toEqual([31, '… (100 items)'])
  expect(JSON.stringify(after({ deep: { a: { b: { c: { d: { e: { f: 1 } } } } } } }))).toContain('"d":{"e":"…"}')
  expect(after({ list: Array(20).fill('y'.repeat(500)) })).toEqual(['… (10061 characters)'])
})

it('an entry stays below 16 KB, can be stored and never throws, whatever it is given', () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`field${n}`, 'x'.repeat(400)]))
  const changes = changesBetween(null, many)
  expect(JSON.stringify(changes).length).toBeLessThan(16_000)
  expect(changes.at(-1)).toEqual({ field: '…', before: null, after: `${100 - (changes.length - 1)} more fields` })
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 })), (fields) => {
      const told = changesBetween({}, fields)
      expect(JSON.stringify(told).length).toBeLessThan(16_000)
      if (findUnstorableText(fields) === null) expect(findUnstorableText(told)).toBeNull()
    }),
    { numRuns: 300 },
  )
})
