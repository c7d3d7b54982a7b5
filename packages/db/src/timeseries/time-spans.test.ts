import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, sourcesOf, type TimeSpan } from './time-spans.js'

const instant = fc.integer({ min: 0, max: 12 * DAY_MS })
const hour = fc.integer({ min: 0, max: 12 * 24 }).map((hours) => hours * HOUR_MS)

describe('the sources of a window', () => {
  test('cover it exactly once, in pieces that the rollups have', () => {
    fc.assert(
      fc.property(instant, instant, hour, fc.array(hour, { maxLength: 4 }), (a, b, rolledUpToMs, cuts) => {
        const window = { fromMs: Math.min(a, b), toMs: Math.max(a, b) }
        const { raw, hours, days } = sourcesOf(window, { rolledUpToMs, cuts })
        const all = [...raw, ...hours, ...days].toSorted((x, y) => x.fromMs - y.fromMs)
        let at = window.fromMs
        for (const span of all) {
          expect(span.fromMs).toBe(at)
          at = span.toMs
        }
        expect(at).toBe(window.toMs)
        const aligned = (spans: TimeSpan[], unit: number) =>
          spans.every(({ fromMs, toMs }) => fromMs % unit === 0 && toMs % unit === 0 && toMs <= rolledUpToMs)
        expect(aligned(hours, HOUR_MS)).toBe(true)
        expect(aligned(days, DAY_MS)).toBe(true)
        const inADay = (cut: number) => cut % DAY_MS !== 0 && days.some((day) => day.fromMs < cut && cut < day.toMs)
        expect(cuts.filter(inADay)).toEqual([])
        const onlyEdges = raw.every(({ fromMs, toMs }) => toMs > rolledUpToMs || toMs - fromMs < 2 * HOUR_MS)
        expect(onlyEdges).toBe(true)
      }),
    )
  })

  test('are raw rows alone where the step is finer than an hour', () => {
    const window = { fromMs: 5, toMs: 3 * DAY_MS }
    expect(sourcesOf(window, { rolledUpToMs: 10 * DAY_MS, coarsest: 'raw' })).toEqual({
      raw: [window],
      hours: [],
      days: [],
    })
  })
})
