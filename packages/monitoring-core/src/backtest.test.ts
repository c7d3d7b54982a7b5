import { expect, test } from 'vitest'
import { backtest, type PastLook, type TriedSettings } from './backtest.js'
import type { Verdict } from './verdict.js'

const MINUTE = 60_000
const LETTERS: Record<string, Verdict> = { U: 'up', G: 'degraded', D: 'down', '?': 'unknown' }
const POLICY = { mergeMs: MINUTE, degradedAfterMs: MINUTE, flapping: { outages: 99, windowMs: 30 * MINUTE } }
const SETTINGS: TriedSettings = { confirmations: 2, recoveries: 1, minRegions: 1, timeoutMs: null, degradedMs: null }

/** A slot each minute; a word of several letters is one letter for each region. A number is a good look that took so many ms. */
const past = (script: string): PastLook[] =>
  script.split(' ').flatMap((word, minute) => {
    const slotMs = minute * MINUTE
    if (/^\d+$/.test(word)) return [{ slotMs, region: 0, attempt: 0, verdict: 'up' as const, totalMs: Number(word) }]
    return [...word].map((letter, region) => ({
      slotMs,
      region,
      attempt: 0,
      verdict: LETTERS[letter] ?? ('unknown' as const),
      totalMs: 100,
    }))
  })
const tried = (script: string, changes: Partial<TriedSettings> = {}): string[] =>
  backtest(past(script), { ...SETTINGS, ...changes }, POLICY).map(
    ({ fromMs, toMs, severity, detectedMs }) =>
      `${severity} ${fromMs / MINUTE}-${toMs === null ? 'open' : toMs / MINUTE} @${detectedMs / MINUTE}`,
  )

test('as it was', () => {
  expect(tried('U D D D U U U D')).toEqual(['critical 1-4 @2'])
  expect(tried('U D D')).toEqual(['critical 1-open @2'])
})
test('more confirmations leave the short ones out, and find the long ones later', () => {
  expect(tried('U D D U U U D D D D U', { confirmations: 3 })).toEqual(['critical 6-10 @8'])
})
test('one confirmation finds all at once', () => {
  expect(tried('U D U U U D U', { confirmations: 1 })).toEqual(['critical 1-2 @1', 'critical 5-6 @5'])
})
test('a shorter timeout turns slow looks into failures', () => {
  expect(tried('100 900 900 900 100')).toEqual([])
  expect(tried('100 900 900 900 100', { timeoutMs: 500 })).toEqual(['critical 1-4 @2'])
})
test('a limit for degraded opens warnings', () => {
  expect(tried('100 900 900 900 100', { degradedMs: 500 })).toEqual(['warning 1-4 @2'])
})
test('regions that must have looked', () => {
  expect(tried('UU D? D? UU')).toEqual(['critical 1-3 @2'])
  expect(tried('UU D? D? UU', { minRegions: 2 })).toEqual([])
})
test('ninety days of a minute each are replayed in one go', () => {
  const looks = Array.from({ length: 129_600 }, (_, minute): PastLook => {
    const down = minute % 1000 < 3
    return { slotMs: minute * MINUTE, region: 0, attempt: 0, verdict: down ? 'down' : 'up', totalMs: 100 }
  })
  expect(backtest(looks, SETTINGS, POLICY)).toHaveLength(130)
})
