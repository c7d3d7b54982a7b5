import { monitorListItem } from '@mointering/api-contract/http/monitors'
import { expect, test } from 'vitest'
import { arrange, countChanges, countStatuses, filterItems, makeOrder } from './list-order'

const empty = { uptime: null, coverage: null, expected: 0, observed: 0 }
let made = 0
const item = (name: string, status: string) =>
  monitorListItem.parse({
    kind: 'ping',
    host: `${name}.example`,
    name,
    id: `0198f3a0-0000-7000-8000-${String(++made).padStart(12, '0')}`,
    workspaceId: '0198f3a0-0000-7000-8000-000000000000',
    version: 1,
    status,
    statusSince: null,
    statusReason: null,
    certificateExpiresAt: null,
    heartbeatUrl: null,
    lastHeartbeatAt: null,
    lastResult: null,
    createdAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
    summary: { uptime24h: empty, uptime30d: empty, sparkline: [], days: [] },
  })
const items = [item('b2', 'up'), item('a', 'paused'), item('b10', 'up'), item('z', 'down'), item('y', 'degraded')]
const order = makeOrder(items)
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(' ')

test('worst first, then by name as people count', () => expect(names(arrange(items, order))).toBe('z y b2 b10 a'))

test('a change of status moves nothing, and is counted', () => {
  const changed = items.map((one) => (one.name === 'b10' ? { ...one, status: 'down' as const } : one))
  expect(names(arrange(changed, order))).toBe('z y b2 b10 a')
  expect(countChanges(items, order)).toBe(0)
  expect(countChanges(changed, order)).toBe(1)
  expect(names(arrange(changed, makeOrder(changed)))).toBe('b10 z y b2 a')
})

test('a new row stands at the end until the rows are sorted', () => {
  const more = [item('new', 'down'), ...items]
  expect(names(arrange(more, order))).toBe('z y b2 b10 a new')
  expect(countChanges(more, order)).toBe(1)
})

test('all words are looked for in name and target', () => {
  expect(names(filterItems(items, { search: ' EXAMPLE b1', status: 'all' }))).toBe('b10')
  expect(names(filterItems(items, { search: '', status: 'up' }))).toBe('b2 b10')
})

test('the summary counts what is there, worst first', () =>
  expect(countStatuses(items)).toEqual([
    ['down', 1],
    ['degraded', 1],
    ['up', 2],
    ['paused', 1],
  ]))
