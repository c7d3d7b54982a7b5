import { metricsBucket } from '@mointering/api-contract/http/monitors'
import { expect, test } from 'vitest'
import { columnsOf, seriesOf, withGaps } from './chart-data'
import { describeBucket } from './describe-bucket'
import { roundUp, zoomWindow } from './ranges'

const none = { dnsMs: null, connectMs: null, tlsMs: null, ttfbMs: null, transferMs: null }
const bucket = (minute: number, fields: object = {}) =>
  metricsBucket.parse({
    start: new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString(),
    uptime: 1,
    coverage: 1,
    expected: 1,
    observed: 1,
    up: 1,
    degraded: 0,
    down: 0,
    unknown: 0,
    averageMs: 10,
    p50Ms: 9,
    p95Ms: 12,
    p99Ms: 13,
    phases: none,
    ...fields,
  })

test('phases are stacked from the bottom, and only those that happened', () => {
  const buckets = [bucket(0, { phases: { ...none, dnsMs: 1, connectMs: 2, ttfbMs: 4 } }), bucket(1)]
  const series = seriesOf(buckets, 'phases')
  expect(series.map(({ label }) => label)).toEqual(['Wait', 'Connect', 'DNS'])
  expect(columnsOf({ buckets, step: 60 }, series, 'phases').slice(1)).toEqual([
    [7, null],
    [3, null],
    [1, null],
  ])
})

test('without phases the mean is drawn', () =>
  expect(seriesOf([bucket(0)], 'phases').map(({ label }) => label)).toEqual(['Mean']))

test('time that the reply leaves out becomes a gap', () => {
  const reply = { buckets: [bucket(0), bucket(1), bucket(5)], step: 60 }
  expect(withGaps(reply).map(({ start }) => start.slice(14, 16))).toEqual(['00', '01', '02', '05'])
  expect(columnsOf(reply, seriesOf(reply.buckets, 'quantiles'), 'quantiles')[3]).toEqual([9, 9, null, 9])
})

test('a dragged window is in order and at least a minute', () => {
  expect(zoomWindow(100_500, 20_300)).toEqual({ from: 20_000, to: 101_000 })
  expect(zoomWindow(20_000, 20_100)).toEqual({ from: 20_000, to: 80_000 })
})

test('now is rounded up to the grain', () => expect(roundUp(60_001, 30_000)).toBe(90_000))

test('a bucket without values says whether anything was due', () => {
  const empty = { p50Ms: null, p95Ms: null, p99Ms: null, observed: 0, up: 0, uptime: null }
  const words = (fields: object) => {
    const row = bucket(0, { ...empty, ...fields })
    return describeBucket(row, seriesOf([row], 'quantiles'))
  }
  expect(words({ expected: 0, coverage: null })).toMatch(/: nothing was due$/)
  expect(words({ expected: 1, coverage: 0 })).toMatch(/: not seen$/)
})
