import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OnCallSchedule, onCallAt, shiftsBetween } from './on-call.js'
import { type OnCallLayer, turnsBetween } from './on-call-layer.js'
import { wallMsAt } from './wall-clock.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const BERLIN = 'Europe/Berlin'
const ms = (text: string) => Date.parse(text)
const layer = (facts: Partial<OnCallLayer> = {}): OnCallLayer => ({
  startsAt: '2026-01-05T09:00',
  turnHours: 24,
  participants: ['ada', 'bob', 'cid'],
  hours: [],
  ...facts,
})
const schedule = (facts: Partial<OnCallSchedule> = {}): OnCallSchedule => ({
  timeZone: BERLIN,
  layers: [layer()],
  overrides: [],
  ...facts,
})
const written = (shifts: ReturnType<typeof shiftsBetween>) =>
  shifts.map(({ fromMs, toMs, userId }) => `${iso(fromMs)} ${iso(toMs)} ${userId}`)
const iso = (at: number) => new Date(at).toISOString().slice(0, 16)
const between = (of: OnCallSchedule, from: string, to: string) => written(shiftsBetween(of, ms(from), ms(to)))

describe('who is on call', () => {
  it.each([
    ['nobody before the first turn', '2026-01-05T07:59:59.999Z', null],
    ['the first from its first instant', '2026-01-05T08:00:00Z', 'ada'],
    ['the second after a day', '2026-01-06T08:00:00Z', 'bob'],
    ['the first again after all', '2026-01-08T08:00:00Z', 'ada'],
    ['at the same time of the day in summer', '2026-07-04T06:59:59Z', 'cid'],
    ['and not an hour later', '2026-07-04T07:00:00Z', 'ada'],
  ])('%s', (_, at, person) => {
    expect(onCallAt(schedule(), ms(at))).toBe(person)
  })

  it('hands over every week', () => {
    const weekly = schedule({ layers: [layer({ turnHours: 168, participants: ['ada', 'bob'] })] })
    expect(between(weekly, '2026-01-05T08:00Z', '2026-01-26T08:00Z')).toEqual([
      '2026-01-05T08:00 2026-01-12T08:00 ada',
      '2026-01-12T08:00 2026-01-19T08:00 bob',
      '2026-01-19T08:00 2026-01-26T08:00 ada',
    ])
  })

  it('stays at the time on the wall when summer time begins and ends', () => {
    expect(between(schedule(), '2026-03-28T08:00Z', '2026-03-30T07:00Z')).toEqual([
      '2026-03-28T08:00 2026-03-29T07:00 bob',
      '2026-03-29T07:00 2026-03-30T07:00 cid',
    ])
    expect(between(schedule(), '2026-10-24T07:00Z', '2026-10-26T08:00Z')).toEqual([
      '2026-10-24T07:00 2026-10-25T08:00 bob',
      '2026-10-25T08:00 2026-10-26T08:00 cid',
    ])
  })

  it('gives the turn that the clock leaves out to nobody, and the hour that it shows twice to one', () => {
    const hourly = schedule({ layers: [layer({ startsAt: '2026-03-29T00:00', turnHours: 1 })] })
    expect(between(hourly, '2026-03-29T00:00Z', '2026-03-29T03:00Z')).toEqual([
      '2026-03-29T00:00 2026-03-29T01:00 bob',
      '2026-03-29T01:00 2026-03-29T02:00 ada',
      '2026-03-29T02:00 2026-03-29T03:00 bob',
    ])
    const autumn = schedule({ layers: [layer({ startsAt: '2026-10-25T00:00', turnHours: 1 })] })
    expect(between(autumn, '2026-10-25T00:00Z', '2026-10-25T03:00Z')).toEqual([
      '2026-10-25T00:00 2026-10-25T02:00 cid',
      '2026-10-25T02:00 2026-10-25T03:00 ada',
    ])
  })

  it('keeps to the hours of a layer, over midnight too', () => {
    const nights = layer({ participants: ['owl'], hours: [{ days: [5], from: '22:00', to: '06:00' }] })
    expect(between(schedule({ layers: [nights] }), '2026-01-05T00:00Z', '2026-01-19T00:00Z')).toEqual([
      '2026-01-09T21:00 2026-01-10T05:00 owl',
      '2026-01-16T21:00 2026-01-17T05:00 owl',
    ])
    const sundays = layer({ participants: ['sun'], hours: [{ days: [7], from: '00:00', to: '00:00' }] })
    expect(between(schedule({ layers: [sundays] }), '2026-01-05T00:00Z', '2026-01-12T00:00Z')).toEqual([
      '2026-01-10T23:00 2026-01-11T23:00 sun',
    ])
  })

  it('a later layer lies over an earlier one, and an override over both', () => {
    const office = layer({ participants: ['day'], hours: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '16:00' }] })
    const overrides = [
      { fromMs: ms('2026-01-06T11:00Z'), toMs: ms('2026-01-06T12:00Z'), userId: 'eve' },
      { fromMs: ms('2026-01-06T11:30Z'), toMs: ms('2026-01-06T13:00Z'), userId: 'fay' },
    ]
    const of = schedule({ layers: [layer({ participants: ['ada'] }), office], overrides })
    expect(between(of, '2026-01-06T08:00Z', '2026-01-06T17:00Z')).toEqual([
      '2026-01-06T08:00 2026-01-06T09:00 ada',
      '2026-01-06T09:00 2026-01-06T11:00 day',
      '2026-01-06T11:00 2026-01-06T11:30 eve',
      '2026-01-06T11:30 2026-01-06T13:00 fay',
      '2026-01-06T13:00 2026-01-06T15:00 day',
      '2026-01-06T15:00 2026-01-06T17:00 ada',
    ])
  })

  it('lets an earlier layer cover the turns of somebody who left', () => {
    const of = schedule({ layers: [layer({ participants: ['ada'] }), layer({ participants: ['bob', null] })] })
    expect(onCallAt(of, ms('2026-01-05T12:00Z'))).toBe('bob')
    expect(onCallAt(of, ms('2026-01-06T12:00Z'))).toBe('ada')
    expect(onCallAt(schedule({ layers: [layer({ participants: [] })] }), ms('2026-01-06T12:00Z'))).toBeNull()
  })
})

describe('of any schedule', () => {
  const zones = fc.constantFrom('UTC', BERLIN, 'America/New_York', 'Australia/Lord_Howe')
  const times = fc
    .integer({ min: ms('2026-01-01T00:00Z') / 60_000, max: ms('2026-12-01T00:00Z') / 60_000 })
    .map((minutes) => minutes * 60_000)
  const clock = fc
    .integer({ min: 0, max: 1439 })
    .map((minutes) => new Date(minutes * 60_000).toISOString().slice(11, 16))
  const hours = fc.record({ days: fc.subarray([1, 2, 3, 4, 5, 6, 7]), from: clock, to: clock })
  const layers = fc.record({
    startsAt: times.map((at) => new Date(at).toISOString().slice(0, 16)),
    turnHours: fc.integer({ min: 1, max: 400 }),
    participants: fc.array(fc.constantFrom('ada', 'bob', 'cid', 'dan'), { minLength: 1, maxLength: 5 }),
    hours: fc.array(hours, { maxLength: 2 }),
  })
  const span = fc.tuple(
    times,
    fc.integer({ min: 1, max: 20 * 24 }).map((count) => count * HOUR_MS),
  )

  it('a layer without hours has exactly one person at every instant since its start', () => {
    fc.assert(
      fc.property(layers, zones, span, (one, zone, [fromMs, lengthMs]) => {
        const turns = turnsBetween({ ...one, hours: [] }, zone, { fromMs, toMs: fromMs + lengthMs })
        let atMs = turns[0]?.fromMs ?? fromMs + lengthMs
        if (atMs > fromMs) expect(wallMsAt(atMs - 1, zone)).toBeLessThan(ms(`${one.startsAt}:00Z`))
        for (const turn of turns) {
          expect(turn.fromMs).toBe(atMs)
          atMs = turn.toMs
        }
        expect(atMs).toBe(fromMs + lengthMs)
      }),
    )
  })

  it('nobody is on call twice, and nobody is only where no layer and no override says who', () => {
    const overrides = fc.array(
      fc
        .tuple(times, fc.constantFrom('eve', 'fay'))
        .map(([fromMs, userId]) => ({ fromMs, toMs: fromMs + DAY_MS, userId })),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(
        fc.array(layers, { maxLength: 3 }),
        overrides,
        zones,
        span,
        (all, over, timeZone, [fromMs, lengthMs]) => {
          const toMs = fromMs + lengthMs
          const shifts = shiftsBetween({ timeZone, layers: all, overrides: over }, fromMs, toMs)
          for (const [index, shift] of shifts.entries())
            expect(shift.fromMs).toBeGreaterThanOrEqual(shifts[index - 1]?.toMs ?? fromMs)
          for (let atMs = fromMs; atMs < toMs; atMs += lengthMs / 7) {
            const at = Math.floor(atMs)
            const stand = over.filter((one) => one.fromMs <= at && at < one.toMs).at(-1)?.userId
            const turns = all.map((one) => turnsBetween(one, timeZone, { fromMs: at, toMs: at + 1 })[0]?.userId)
            const expected = stand ?? turns.findLast((person) => person !== undefined) ?? null
            expect(shifts.find((one) => one.fromMs <= at && at < one.toMs)?.userId ?? null).toBe(expected)
          }
        },
      ),
    )
  })
})
