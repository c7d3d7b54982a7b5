import { expect, test } from 'vitest'
import { describeEvent, subjectOf } from './incident-words'

test.each([
  ['opened', { kind: 'system', name: null }, 'The incident was opened'],
  ['resolved', { kind: 'system', name: null }, 'The incident was resolved'],
  ['resolved', { kind: 'user', name: 'Ada' }, 'Ada resolved it'],
  ['acknowledged', { kind: 'user', name: 'Ada' }, 'Ada acknowledged it'],
  ['commented', { kind: 'api_key', name: 'CI' }, 'CI commented'],
  ['something_new', { kind: 'system', name: null }, 'something new'],
])('%s by %j', (kind, actor, words) => expect(describeEvent({ kind, actor })).toBe(words))

test('an incident is about its monitor, or a region', () => {
  const monitor = { id: '', name: 'Shop', kind: 'http', target: '' }
  expect([subjectOf({ monitor, region: null }), subjectOf({ monitor: null, region: 'eu' })]).toEqual([
    'Shop',
    'Region eu',
  ])
})
