import fc from 'fast-check'
import { expect, it } from 'vitest'
import { instantOf, wallMsAt } from './wall-clock.js'

const BERLIN = 'Europe/Berlin'
const ms = (text: string) => Date.parse(text)
const zones = fc.constantFrom(
  'UTC',
  BERLIN,
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
)
const instants = fc.integer({ min: ms('2010-01-01T00:00:00Z'), max: ms('2040-01-01T00:00:00Z') })

it.each([
  ['winter', '2026-01-10T09:00', '2026-01-10T08:00:00Z'],
  ['summer', '2026-07-10T09:00', '2026-07-10T07:00:00Z'],
  ['left out when summer time begins', '2026-03-29T02:30', '2026-03-29T01:00:00Z'],
  ['right after the jump', '2026-03-29T03:00', '2026-03-29T01:00:00Z'],
  ['shown twice when summer time ends', '2026-10-25T02:30', '2026-10-25T00:30:00Z'],
  ['after the second showing', '2026-10-25T03:00', '2026-10-25T02:00:00Z'],
])('finds the instant of a time on the wall: %s', (_, wall, instant) => {
  expect(instantOf(ms(`${wall}:00Z`), BERLIN)).toBe(ms(instant))
})

it('shows what the clock shows', () => {
  expect(wallMsAt(ms('2026-07-10T07:00:00.250Z'), BERLIN)).toBe(ms('2026-07-10T09:00:00.250Z'))
  expect(wallMsAt(-1, 'UTC')).toBe(-1)
  expect(() => wallMsAt(0, 'Mars/Base')).toThrow(RangeError)
})

it('a day that a zone left out begins at the jump', () => {
  expect(instantOf(ms('2011-12-30T12:00:00Z'), 'Pacific/Apia')).toBe(ms('2011-12-30T10:00:00Z'))
})

it('comes back to every instant, or to the first showing of the same time', () => {
  fc.assert(
    fc.property(zones, instants, (zone, at) => {
      const back = instantOf(wallMsAt(at, zone), zone)
      expect(wallMsAt(back, zone)).toBe(wallMsAt(at, zone))
      expect(back).toBeLessThanOrEqual(at)
    }),
  )
})

it('never goes back', () => {
  fc.assert(
    fc.property(zones, instants, fc.integer({ min: 0, max: 2 * 86_400_000 }), (zone, wall, later) => {
      expect(instantOf(wall + later, zone)).toBeGreaterThanOrEqual(instantOf(wall, zone))
    }),
  )
})
