import { expect, test } from 'vitest'
import { FALLBACK_AFTER_MS, LONGEST_TRY_MS, retryAtMs } from './retry.js'

const NOW = 1_000_000_000
const claimed = { attempt: 1, firstAttemptMs: NOW, hasFallback: false, isTest: false }
const waitOf = (more: object, facts: { retryAfterMs?: number | null; random?: number; laterMs?: number } = {}) => {
  const { retryAfterMs = null, random = 0.5, laterMs = 0 } = facts
  const atMs = retryAtMs({ ...claimed, ...more }, { nowMs: NOW + laterMs, retryAfterMs, random })
  return atMs === null ? null : atMs - NOW - laterMs
}

test('each wait is three times the one before, up to half an hour, and never in step', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map((attempt) => waitOf({ attempt }))).toEqual(
    [5, 15, 45, 135, 405, 1215, 1800, 1800].map((seconds) => seconds * 1000),
  )
  expect([waitOf({}, { random: 0 }), waitOf({}, { random: 0.999 })]).toEqual([4000, 5998])
})

test('what the provider asks for counts, and a little more', () => {
  expect(waitOf({ attempt: 9 }, { retryAfterMs: 7000, random: 0 })).toBe(7000)
  expect(waitOf({}, { retryAfterMs: 60_000 })).toBe(66_000)
  expect(waitOf({}, { retryAfterMs: 0, random: 0 })).toBe(1000)
})

test.each([
  ['a day, alone', {}, LONGEST_TRY_MS],
  ['minutes, where somebody else can be told', { hasFallback: true }, FALLBACK_AFTER_MS],
])('given up after %s', (_, more, longestMs) => {
  expect(waitOf(more, { laterMs: longestMs - 5000 })).toBe(5000)
  expect(waitOf(more, { laterMs: longestMs - 4999 })).toBeNull()
  expect(waitOf(more, { retryAfterMs: longestMs + 1, random: 0 })).toBeNull()
})

test('a test is tried once', () => expect(waitOf({ isTest: true })).toBeNull())
