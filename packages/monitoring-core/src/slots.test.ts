import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anchorMs, countSlots, nextSlot, slotAtOrAfter, slotAtOrBefore } from './slots.js'

const interval = fc.integer({ min: 1000, max: 86_400_000 })
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 })
const monitorId = fc.uuid()

describe('table', () => {
  test.each([
    // anchor, interval, at, slot at or before, next slot
    [0, 60_000, 0, 0, 60_000],
    [0, 60_000, 59_999, 0, 60_000],
    [0, 60_000, 60_000, 60_000, 120_000],
    [17, 60_000, 16, -59_983, 17],
    [17, 60_000, 17, 17, 60_017],
    [17, 60_000, 1_800_000_000_000, 1_799_999_940_017, 1_800_000_000_017],
  ])('anchor %d, every %d ms, at %d: %d, then %d', (anchor, every, at, before, next) => {
    expect(slotAtOrBefore(anchor, every, at)).toBe(before)
    expect(nextSlot(anchor, every, at)).toBe(next)
  })

  test.each([
    [0, 10, 0, 0, 0],
    [0, 10, 0, 1, 1], // the start belongs to the window
    [0, 10, 0, 10, 1], // the end does not
    [0, 10, 1, 10, 0],
    [0, 10, 1, 11, 1],
    [3, 10, 0, 100, 10],
    [3, 10, 4, 13, 0],
    [0, 10, 50, 20, 0], // a reversed window is empty
    [0, 10, -25, 25, 5], // before 1970
  ])('anchor %d, every %d ms: [%d, %d) holds %d', (anchor, every, from, to, expected) => {
    expect(countSlots(anchor, every, from, to)).toBe(expected)
  })

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('an interval of %d is refused', (every) => {
    expect(() => anchorMs('a', every)).toThrow(RangeError)
    expect(() => countSlots(0, every, 0, 1)).toThrow(RangeError)
    expect(() => nextSlot(0, every, 0)).toThrow(RangeError)
  })
})

describe('properties', () => {
  test('slots are those instants that lie a whole number of intervals after the anchor', () => {
    fc.assert(
      fc.property(monitorId, interval, instant, (id, every, at) => {
        const anchor = anchorMs(id, every)
        const before = slotAtOrBefore(anchor, every, at)
        expect(Math.abs((before - anchor) % every)).toBe(0)
        expect(before).toBeLessThanOrEqual(at)
        expect(at - before).toBeLessThan(every)
        expect(nextSlot(anchor, every, at)).toBe(before + every)
        expect(slotAtOrAfter(anchor, every, at)).toBe(before === at ? at : before + every)
      }),
    )
  })

  test('counting agrees with walking', () => {
    fc.assert(
      fc.property(
        monitorId,
        interval,
        instant,
        fc.double({ min: 0, max: 50, noNaN: true }),
        (id, every, from, spans) => {
          const anchor = anchorMs(id, every)
          const to = from + Math.floor(spans * every)
          let walked = 0
          for (let slot = nextSlot(anchor, every, from - 1); slot < to; slot = nextSlot(anchor, every, slot)) walked++
          expect(countSlots(anchor, every, from, to)).toBe(walked)
        },
      ),
    )
  })

  test('counts of two adjoining windows add up to that of both', () => {
    fc.assert(
      fc.property(monitorId, interval, fc.tuple(instant, instant, instant), (id, every, instants) => {
        const [a, b, c] = instants.toSorted((x, y) => x - y) as [number, number, number]
        const anchor = anchorMs(id, every)
        const whole = countSlots(anchor, every, a, c)
        expect(countSlots(anchor, every, a, b) + countSlots(anchor, every, b, c)).toBe(whole)
      }),
    )
  })

  test('anchors lie within the interval and spread evenly over monitors', () => {
    const every = 60_000
    const tenths = new Array<number>(10).fill(0)
    for (let index = 0; index < 10_000; index++) {
      const id = `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`
      const anchor = anchorMs(id, every)
      expect(anchor).toBeGreaterThanOrEqual(0)
      expect(anchor).toBeLessThan(every)
      const tenth = Math.floor((anchor / every) * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    // 1000 are expected in each; 5 standard deviations are 150.
    expect(Math.min(...tenths)).toBeGreaterThan(850)
    expect(Math.max(...tenths)).toBeLessThan(1150)
  })
})
