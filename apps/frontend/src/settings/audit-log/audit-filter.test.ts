import { expect, test } from 'vitest'
import { type AuditFilter, NO_FILTER, readFilter, toQuery, writeFilter } from './audit-filter'

const now = Date.UTC(2026, 10, 24, 12, 30, 45)
const query = (filter: Partial<AuditFilter>) => toQuery({ ...NO_FILTER, ...filter }, now)

test('without a filter nothing is asked for', () => expect(query({}).toString()).toBe(''))
test('a range starts at a whole minute', () =>
  expect(query({ range: '24h' }).get('from')).toBe('2026-11-23T12:30:00.000Z'))
test('days are those of the reader, both included', () => {
  const asked = query({ range: 'custom', fromDay: '2026-11-01', toDay: '2026-11-02' })
  expect(asked.get('from')).toBe(new Date(2026, 10, 1).toISOString())
  expect(asked.get('to')).toBe(new Date(2026, 10, 3).toISOString())
})
test('a day that is not chosen yet does not limit', () =>
  expect(query({ range: 'custom', fromDay: '', toDay: '' }).toString()).toBe(''))

test.each<Partial<AuditFilter>>([
  {},
  { range: '7d', action: 'monitor.', actorId: 'someone' },
  { range: 'custom', fromDay: '2026-11-01', toDay: '2026-11-02' },
])('%j is the same after a reload', (filter) => {
  const set = { ...NO_FILTER, ...filter }
  expect(readFilter(new URLSearchParams(writeFilter(set).toString()))).toEqual(set)
})
test('what an address says wrongly is not set', () =>
  expect(readFilter(new URLSearchParams('range=ever&action=x&from=1%27--'))).toEqual(NO_FILTER))
