import { describe, expect, test } from 'vitest'
import { formatAxisMs, formatLatency } from './latency'
import { formatRatio, formatRatioOrDash } from './ratio'
import { daysUntil, formatAgo, formatDuration, formatInterval, formatUtcDay } from './time'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('a ratio is cut, never rounded up', () => {
  test.each([
    [1, '100 %'],
    [0.99995, '99.99 %'],
    [0.9999999999, '99.99 %'],
    [0.9995, '99.95 %'],
    [0.07, '7 %'],
    [0.29, '29 %'],
    [0.999, '99.9 %'],
    [0.000001, '<0.01 %'],
    [0, '0 %'],
  ])('%d -> %s', (ratio, text) => expect(plain(formatRatio(ratio))).toBe(text))
  test('nothing observed is a dash, not a zero', () => expect(formatRatioOrDash(null)).toBe('–'))
})

test.each([
  [0.2, '<1 ms'],
  [4.24, '4.2 ms'],
  [9.97, '10 ms'],
  [243.4, '243 ms'],
  [999.6, '1.0 s'],
  [1234, '1.2 s'],
  [9960, '10 s'],
  [12_400, '12 s'],
])('latency %d -> %s', (ms, text) => expect(plain(formatLatency(ms))).toBe(text))

test.each([
  [-5, '0 s'],
  [45_900, '45 s'],
  [4 * 60_000 + 59_000, '4 min'],
  [72 * 60_000, '1 h 12 min'],
  [3_600_000, '1 h'],
  [(12 * 24 + 4) * 3_600_000, '12 d 4 h'],
])('duration %d -> %s', (ms, text) => expect(plain(formatDuration(ms))).toBe(text))

test.each([
  [0, 'just now'],
  [-12_000, '12 s ago'],
  [-4 * 60_000, '4 min ago'],
  [-3 * 3_600_000, '3 h ago'],
  [2 * 86_400_000 + 1, 'in 2 d'],
  [90 * 86_400_000 - 3_000, 'in 90 d'],
  [86_400_000 - 3_000, 'in 1 d'],
  [59.8 * 60_000, 'in 1 h'],
  [3650 * 86_400_000, 'in 10 y'],
  [-400 * 86_400_000, '400 d ago'],
])('an instant %d ms from now -> %s', (offset, text) => expect(plain(formatAgo(1e12 + offset, 1e12))).toBe(text))

test.each([
  [1, '1 s'],
  [60, '1 min'],
  [90, '90 s'],
  [7_200, '2 h'],
  [86_400, '1 d'],
])('interval %d -> %s', (seconds, text) => expect(plain(formatInterval(seconds))).toBe(text))

test('days until a certificate ends are rounded down', () => {
  expect(daysUntil(61.9 * 86_400_000, 0)).toBe(61)
  expect(daysUntil(-1, 0)).toBe(-1)
})

test('bars name UTC days', () => expect(formatUtcDay(Date.UTC(2026, 10, 2))).toBe('Mon 2 Nov'))

test('labels of an axis below a millisecond differ', () =>
  expect([0, 0.1, 0.2, 0.3, 1, 20].map((ms) => plain(formatAxisMs(ms)))).toEqual([
    '0',
    '0.1 ms',
    '0.2 ms',
    '0.3 ms',
    '1.0 ms',
    '20 ms',
  ]))
