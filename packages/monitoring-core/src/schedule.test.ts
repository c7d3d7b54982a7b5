import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { expectedSlots, type Revision, slotInProgress, slotsIn } from './schedule.js'
import { anchorMs } from './slots.js'

const HOUR = 3_600_000
const id = '6f1c2f0e-9a63-4d2c-8b1e-0f6a1d2c3b4a'

/** `script` is one letter for each minute: a letter starts a revision (m: every minute, s: every second, p: paused), a dot goes on as before. */
function revisionsOf(script: string): Revision[] {
  const intervals: Record<string, number> = { m: 60_000, s: 1000, p: 60_000 }
  return [...script].flatMap((letter, minute) => {
    const intervalMs = intervals[letter]
    return intervalMs ? [{ effectiveFromMs: minute * 60_000, intervalMs, enabled: letter !== 'p' }] : []
  })
}

describe('expectedSlots', () => {
  test.each([
    ['', 0],
    ['m.........', 10],
    ['....m.....', 6], // nothing is due before the first revision
    ['m....p....', 5],
    ['m....p..m.', 7],
    ['s.', 120],
    ['m.s.p.m.', 2 + 120 + 2],
    ['p.........', 0],
  ])('%s expects %d', (script, expected) => {
    expect(expectedSlots(id, revisionsOf(script), 0, script.length * 60_000)).toBe(expected)
  })

  test('the last revision holds for good', () => {
    expect(expectedSlots(id, revisionsOf('m'), 0, 365 * 24 * HOUR)).toBe(365 * 24 * 60)
  })

  test('of revisions that begin at the same instant the last in the list holds', () => {
    const paused = { effectiveFromMs: 0, intervalMs: 60_000, enabled: false }
    const running = { effectiveFromMs: 0, intervalMs: 60_000, enabled: true }
    expect(expectedSlots(id, [paused, running], 0, HOUR)).toBe(60)
    expect(expectedSlots(id, [running, paused], 0, HOUR)).toBe(0)
  })

  test('years of slots are counted without walking them', () => {
    const started = performance.now()
    for (let round = 0; round < 10_000; round++) expectedSlots(id, revisionsOf('s'), 0, 10 * 365 * 24 * HOUR)
    // Walking would take 3 * 10^12 steps.
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('slotInProgress', () => {
  const anchor = anchorMs(id, 60_000)
  const minute = (n: number) => anchor + n * 60_000
  const from = (effectiveFromMs: number, intervalMs = 60_000, enabled = true) => ({
    effectiveFromMs,
    intervalMs,
    enabled,
  })

  test.each<[string, Revision[], number, number | null]>([
    ['at the slot itself', [from(minute(0))], minute(3), minute(3)],
    ['when the schedule begins with it', [from(minute(0))], minute(0), minute(0)],
    ['just before the next', [from(minute(0))], minute(4) - 1, minute(3)],
    ['before the first revision', [from(minute(2))], minute(1), null],
    ['before the first slot', [from(minute(0) + 1)], minute(1) - 1, null],
    ['while paused', [from(minute(0)), from(minute(2) + 5, 60_000, false)], minute(2) + 10, null],
    [
      'right after a pause that swallowed slots',
      [from(minute(0)), from(minute(1) + 1, 60_000, false), from(minute(5) + 1)],
      minute(5) + 2,
      null,
    ],
    [
      'after a pause shorter than the interval: the slot before it',
      [from(minute(0)), from(minute(1) + 1, 60_000, false), from(minute(1) + 9)],
      minute(1) + 10,
      minute(1),
    ],
  ])('%s', (_case, revisions, at, expected) => expect(slotInProgress(id, revisions, at)).toBe(expected))

  test('after the interval became longer it is the last slot of the shorter one', () => {
    const revisions = [from(minute(0)), from(minute(3) + 7, 24 * HOUR)]
    expect(slotInProgress(id, revisions, minute(3) + 8)).toBe(minute(3))
    expect(slotInProgress(id, revisions, minute(5))).toBe(minute(3))
  })

  test('a window has the slot at its start and not the one at its end', () => {
    expect([...slotsIn(id, [from(minute(0))], minute(0), minute(2))]).toEqual([minute(0), minute(1)])
  })

  test('is always an expected slot, and the latest of them', () => {
    fc.assert(
      fc.property(schedules, instants, (revisions, at) => {
        const slot = slotInProgress(id, revisions, at)
        if (slot === null) return
        expect(slot).toBeLessThanOrEqual(at)
        expect([...slotsIn(id, revisions, slot, at + 1)]).toEqual([slot])
      }),
    )
  })
})

const instants = fc.integer({ min: -HOUR, max: 12 * HOUR })
const schedules = fc.array(
  fc.record({
    // Few distinct instants, so that several revisions often begin at the same one.
    effectiveFromMs: fc.oneof(fc.integer({ min: 0, max: 10 * HOUR }), fc.constantFrom(0, HOUR, 2 * HOUR)),
    intervalMs: fc.constantFrom(7000, 30_000, 60_000, 61_001, HOUR, 24 * HOUR),
    enabled: fc.boolean(),
  }),
  { maxLength: 8 },
)

describe('any schedule', () => {
  test('expected slots of the parts add up to those of the whole, wherever it is cut', () => {
    fc.assert(
      fc.property(schedules, fc.array(instants, { minLength: 2, maxLength: 6 }), (revisions, cuts) => {
        const ordered = cuts.toSorted((a, b) => a - b)
        let sum = 0
        for (const [index, cut] of ordered.entries()) {
          sum += expectedSlots(id, revisions, cut, ordered[index + 1] ?? cut)
        }
        expect(sum).toBe(expectedSlots(id, revisions, ordered[0] ?? 0, ordered.at(-1) ?? 0))
      }),
    )
  })

  test('slotsIn lists exactly what expectedSlots counts, ascending', () => {
    fc.assert(
      fc.property(schedules, instants, fc.integer({ min: 0, max: 3 * HOUR }), (revisions, from, length) => {
        const slots = [...slotsIn(id, revisions, from, from + length)]
        expect(slots).toHaveLength(expectedSlots(id, revisions, from, from + length))
        expect(slots).toEqual([...new Set(slots)].toSorted((a, b) => a - b))
        expect(slots.every((slot) => slot >= from && slot < from + length)).toBe(true)
      }),
    )
  })

  test('a revision that lies outside the window changes nothing', () => {
    fc.assert(
      fc.property(schedules, instants, (revisions, to) => {
        const later = { effectiveFromMs: to, intervalMs: 1000, enabled: true }
        expect(expectedSlots(id, [...revisions, later], 0, to)).toBe(expectedSlots(id, revisions, 0, to))
      }),
    )
  })
})

describe('daylight saving', () => {
  const zone = process.env.TZ
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'days on which clocks change count like any other in %s',
    (timeZone) => {
      process.env.TZ = timeZone
      const revisions = [{ effectiveFromMs: Date.UTC(2026, 0, 1), intervalMs: 60_000, enabled: true }]
      for (const [month, day] of [
        [2, 29], // Europe: 23 hours on the wall
        [9, 25], // Europe: 25 hours
        [2, 8], // America
        [10, 1],
        [6, 15],
      ] as const) {
        const start = Date.UTC(2026, month, day)
        expect(expectedSlots(id, revisions, start, start + 24 * HOUR)).toBe(1440)
      }
      // A person's day in that zone has as many slots as it has minutes.
      const start = new Date(2026, 9, 25).getTime()
      const end = new Date(2026, 9, 26).getTime()
      expect(expectedSlots(id, revisions, start, end)).toBe((end - start) / 60_000)
    },
  )

  test('the wall clock of Berlin really has 25 hours on that day, so the case above is not empty', () => {
    process.env.TZ = 'Europe/Berlin'
    expect(new Date(2026, 9, 26).getTime() - new Date(2026, 9, 25).getTime()).toBe(25 * HOUR)
  })
})
