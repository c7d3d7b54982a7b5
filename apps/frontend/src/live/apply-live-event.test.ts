import { monitorListItem } from '@mointering/api-contract/http/monitors'
import { liveEvent } from '@mointering/api-contract/pipeline/live-events'
import { describe, expect, test } from 'vitest'
import { applyToList } from './apply-live-event'

const id = (n: number) => `0198f3a0-0000-7000-8000-00000000000${n}`
const empty = { uptime: null, coverage: null, expected: 0, observed: 0 }
const item = (n: number) =>
  monitorListItem.parse({
    kind: 'ping',
    host: 'a.example',
    name: `m${n}`,
    id: id(n),
    workspaceId: id(0),
    version: 1,
    status: 'up',
    statusSince: '2026-11-01T10:00:00.000Z',
    statusReason: null,
    certificateExpiresAt: null,
    heartbeatUrl: null,
    lastHeartbeatAt: null,
    lastResult: null,
    createdAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
    summary: { uptime24h: empty, uptime30d: empty, sparkline: [], days: [] },
  })
const result = (n: number, minute: number) => ({
  monitorId: id(n),
  slot: `2026-11-01T10:0${minute}:00.000Z`,
  checkedAt: `2026-11-01T10:0${minute}:01.000Z`,
  region: 'eu',
  verdict: 'up',
  totalMs: minute,
  httpStatus: null,
  errorCode: null,
  message: null,
})
const results = (...list: unknown[]) => liveEvent.parse({ type: 'results', results: list })
const list = [item(1), item(2)]

describe('a list takes live events', () => {
  test('the newest result of a monitor stays, in whatever order they come', () => {
    const after = applyToList(applyToList(list, results(result(1, 3), result(1, 2))), results(result(1, 1)))
    expect(after[0]?.lastResult?.totalMs).toBe(3)
    expect(after[1]).toBe(list[1])
  })
  test('a result that came twice changes nothing', () => {
    const once = applyToList(list, results(result(1, 1)))
    expect(applyToList(once, results(result(1, 1)))).toBe(once)
  })
  test('a status changes in place, the order stays', () => {
    const event = liveEvent.parse({
      type: 'status',
      monitorId: id(2),
      status: 'down',
      statusSince: '2026-11-01T11:00:00.000Z',
      statusReason: 'Connection refused',
    })
    const after = applyToList(list, event)
    expect(after.map(({ name, status }) => [name, status])).toEqual([
      ['m1', 'up'],
      ['m2', 'down'],
    ])
    expect(applyToList(after, event)).toBe(after)
  })
  test('a status from before is ignored', () => {
    const late = liveEvent.parse({
      type: 'status',
      monitorId: id(1),
      status: 'down',
      statusSince: '2026-11-01T09:00:00.000Z',
      statusReason: null,
    })
    expect(applyToList(list, late)).toBe(list)
  })
  test('a deleted monitor leaves; an unknown one changes nothing', () => {
    expect(applyToList(list, liveEvent.parse({ type: 'monitor', monitorId: id(1), change: 'deleted' }))).toEqual([
      list[1],
    ])
    expect(applyToList(list, liveEvent.parse({ type: 'monitor', monitorId: id(9), change: 'deleted' }))).toBe(list)
    expect(applyToList(list, results(result(9, 1)))).toBe(list)
  })
})
