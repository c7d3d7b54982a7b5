import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCounts, NO_SLOTS, type SlotCounts, uptimeOf } from './uptime.js'

test.each<[string, Partial<SlotCounts>, number, number | null, number | null]>([
  ['nothing expected, nothing seen', {}, 0, null, null],
  ['nothing seen', {}, 60, null, 0],
  ['all up', { up: 60 }, 60, 1, 1],
  ['degraded is up', { up: 30, degraded: 30 }, 60, 1, 1],
  ['one down', { up: 59, down: 1 }, 60, 59 / 60, 1],
  ['half seen, all of it good', { up: 30 }, 60, 1, 0.5],
  ['unknown slots are not seen', { up: 30, unknown: 30 }, 60, 1, 0.5],
  ['only unknown', { unknown: 60 }, 60, null, 0],
  ['all down', { down: 60 }, 60, 0, 1],
  ['more seen than expected', { up: 61 }, 60, 1, 1],
  ['seen though nothing was expected', { up: 1 }, 0, 1, null],
])('%s', (_case, counts, expected, uptime, coverage) => {
  expect(uptimeOf({ ...NO_SLOTS, ...counts }, expected)).toMatchObject({ uptime, coverage, expected })
})

const counts = fc.record({ up: fc.nat(1e6), degraded: fc.nat(1e6), down: fc.nat(1e6), unknown: fc.nat(1e6) })

test('a gap never changes uptime, only coverage', () => {
  fc.assert(
    fc.property(counts, fc.nat(1e6), fc.nat(1e6), (seen, gap, unseen) => {
      const expected = seen.up + seen.degraded + seen.down
      const whole = uptimeOf(seen, expected)
      const gappy = uptimeOf({ ...seen, unknown: seen.unknown + unseen }, expected + gap)
      expect(gappy.uptime).toBe(whole.uptime)
      expect(gappy.observed).toBe(whole.observed)
      expect(gappy.coverage ?? 0).toBeLessThanOrEqual(whole.coverage ?? 0)
    }),
  )
})

test('ratios stay between 0 and 1', () => {
  fc.assert(
    fc.property(counts, fc.nat(1e6), (seen, expected) => {
      const { uptime, coverage } = uptimeOf(seen, expected)
      for (const ratio of [uptime, coverage]) {
        if (ratio === null) continue
        expect(ratio).toBeGreaterThanOrEqual(0)
        expect(ratio).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('counts of adjoining windows add up, in any order, and change neither', () => {
  fc.assert(
    fc.property(counts, counts, counts, (a, b, c) => {
      expect(addCounts(addCounts(a, b), c)).toEqual(addCounts(a, addCounts(c, b)))
      expect(addCounts(a, NO_SLOTS)).toEqual(a)
    }),
  )
})
