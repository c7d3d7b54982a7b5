import { describe, expect, test } from 'vitest'
import { isInForce, type MaintenanceTimes, nextOccurrence, occurrencesIn } from './occurrences.js'
import { recurrenceRule } from './recurrence-rule.js'

const at = (text: string): number => Date.parse(text)
const once: MaintenanceTimes = {
  startsAt: new Date('2026-03-10T10:00:00Z'),
  durationSeconds: 3600,
  rrule: null,
  timeZone: 'Europe/Berlin',
  endedAt: null,
}
const nightly: MaintenanceTimes = { ...once, startsAt: new Date('2026-03-10T02:30:00Z'), rrule: 'FREQ=DAILY' }
const shown = (times: MaintenanceTimes, from: string, to: string): string[] =>
  occurrencesIn(times, at(from), at(to)).map(({ fromMs, toMs }) =>
    [fromMs, toMs].map((ms) => (ms === null ? 'open' : new Date(ms).toISOString().slice(5, 16))).join(' to '),
  )

describe('once', () => {
  test.each([
    ['2026-03-10T09:59:59Z', false],
    ['2026-03-10T10:00:00Z', true],
    ['2026-03-10T10:59:59Z', true],
    ['2026-03-10T11:00:00Z', false],
  ])('at %s: %s', (when, expected) => expect(isInForce(once, at(when))).toBe(expected))
  test('until somebody ends it', () => {
    const open = { ...once, durationSeconds: null }
    expect(isInForce(open, at('2030-01-01T00:00:00Z'))).toBe(true)
    const ended = { ...open, endedAt: new Date('2026-03-10T10:20:00Z') }
    expect(shown(ended, '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')).toEqual(['03-10T10:00 to 03-10T10:20'])
  })
  test('one that was ended before it began is none', () => {
    expect(shown({ ...once, endedAt: new Date(0) }, '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')).toEqual([])
  })
})

describe('recurring', () => {
  test('keeps the time on the wall over the change to summer time', () => {
    // 03:30 in Berlin: 02:30 UTC before 29 March, 01:30 UTC from then on.
    expect(shown(nightly, '2026-03-28T00:00:00Z', '2026-03-31T00:00:00Z')).toEqual([
      '03-28T02:30 to 03-28T03:30',
      '03-29T01:30 to 03-29T02:30',
      '03-30T01:30 to 03-30T02:30',
    ])
  })
  test('keeps it over the change back, and lasts as long as ever', () => {
    expect(shown(nightly, '2026-10-24T00:00:00Z', '2026-10-26T23:00:00Z')).toEqual([
      '10-24T01:30 to 10-24T02:30',
      '10-25T02:30 to 10-25T03:30',
      '10-26T02:30 to 10-26T03:30',
    ])
  })
  test('a local time that is left out has no occurrence', () => {
    const gap = { ...nightly, startsAt: new Date('2026-03-10T01:30:00Z') } // 02:30 in Berlin
    expect(shown(gap, '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual(['03-30T00:30 to 03-30T01:30'])
  })
  test('one that began before the window is in it', () => {
    expect(shown(nightly, '2026-03-11T03:00:00Z', '2026-03-11T03:01:00Z')).toEqual(['03-11T02:30 to 03-11T03:30'])
  })
  test('nothing before its first time, nothing after it was ended', () => {
    expect(shown(nightly, '2026-03-01T00:00:00Z', '2026-03-10T02:00:00Z')).toEqual([])
    const ended = { ...nightly, endedAt: new Date('2026-03-12T00:00:00Z') }
    expect(shown(ended, '2026-03-11T12:00:00Z', '2026-04-01T00:00:00Z')).toEqual([])
  })
  test('the next one, or the one in force', () => {
    expect(nextOccurrence(nightly, at('2026-03-11T02:40:00Z'))?.fromMs).toBe(at('2026-03-11T02:30:00Z'))
    expect(nextOccurrence(nightly, at('2026-03-11T03:30:00Z'))?.fromMs).toBe(at('2026-03-12T02:30:00Z'))
    expect(nextOccurrence(once, at('2026-03-11T00:00:00Z'))).toBeNull()
  })
})

test.each([
  ['FREQ=DAILY', true],
  ['freq=weekly;byday=su', true],
  ['FREQ=MONTHLY;BYDAY=1SU,3SU', true],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', true],
  ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', true],
  ['FREQ=SECONDLY', false],
  ['FREQ=HOURLY', false],
  ['FREQ=DAILY;FREQ=WEEKLY', false],
  ['FREQ=DAILY\nDTSTART:20200101T000000Z', false],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', false],
  ['FREQ=MONTHLY;BYMONTH=13', false],
  ['FREQ=MONTHLY;BYMONTHDAY=0', false],
  ['every day', false],
  [`FREQ=MONTHLY;BYMONTHDAY=${'1'.repeat(250)}x`, false], // and quickly
  ['', false],
])('%j is a rule: %s', (rule, expected) => expect(recurrenceRule.safeParse(rule).success).toBe(expected))

/** What took seconds of the process that reads them: each is one request, or one judgement of the ingester. */
test.each([
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=9',
  'FREQ=WEEKLY;INTERVAL=52;BYDAY=5SU,SA,TH,1MO;BYSETPOS=-5,31',
  'FREQ=YEARLY;COUNT=9999;BYMONTHDAY=-9,1',
  'FREQ=MONTHLY;COUNT=9999;BYMONTHDAY=29;BYMONTH=1',
  'FREQ=DAILY;INTERVAL=7;BYDAY=-5TU,1MO',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
])('%s is refused before it is followed', (rule) => {
  const startedAt = performance.now()
  expect(recurrenceRule.safeParse(rule).success).toBe(false)
  expect(performance.now() - startedAt).toBeLessThan(500)
})

test('a window far ahead costs nothing until it comes', () => {
  const farAhead = { ...nightly, startsAt: new Date('8999-12-31T23:00:00Z') }
  expect(nextOccurrence(farAhead, at('2026-03-11T00:00:00Z'))).toBeNull()
})
