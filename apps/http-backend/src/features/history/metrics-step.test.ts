import fc from 'fast-check'
import { expect, it } from 'vitest'
import { metricsStep } from './metrics-step.js'

const HOUR_MS = 3_600_000

it.each([
  [HOUR_MS, 30],
  [24 * HOUR_MS, 600],
  [7 * 24 * HOUR_MS, 3600],
  [90 * 24 * HOUR_MS, 43_200],
  [2000 * 24 * HOUR_MS, 10 * 86_400],
])('a window of %i ms has buckets of %i s', (lengthMs, step) => {
  expect(metricsStep({ fromMs: 0, toMs: lengthMs }, 10, undefined)).toBe(step)
})

it.each([
  [60, 60],
  [90, 120],
  [86_400, 86_400],
])('checked every %i s, an hour has buckets of %i s: none lies between two slots', (intervalSeconds, step) => {
  expect(metricsStep({ fromMs: 0, toMs: HOUR_MS }, intervalSeconds, undefined)).toBe(step)
})

it('no window gets more than about 200 buckets by itself, nor more than 2000 on request', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4e14 }), fc.integer({ min: 1, max: 1e6 }), (toMs, asked) => {
      const window = { fromMs: 0, toMs }
      expect(toMs / 1000 / metricsStep(window, 1, undefined)).toBeLessThanOrEqual(200)
      if (toMs / 1000 / asked > 2000) expect(() => metricsStep(window, 1, asked)).toThrow('more than 2000')
      else expect(metricsStep(window, 1, asked)).toBe(asked)
    }),
  )
})
