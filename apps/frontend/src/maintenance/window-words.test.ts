import { expect, test } from 'vitest'
import { readable, repeatLine, scopeLine, stateOf, whenLine } from './window-words'

const FROM = '2040-03-15T03:00:00.000Z'
const TO = '2040-03-15T04:00:00.000Z'
const NOW = Date.parse('2040-06-01T00:00:00Z')
const FAR = '2042-01-01T03:00:00.000Z'
const base = { inForce: false, next: null, rrule: null, startsAt: FROM, endedAt: null }

test.each([
  [base, 'past', `Was ${readable(FROM)}`],
  [{ ...base, startsAt: FAR, rrule: 'FREQ=DAILY' }, 'upcoming', `From ${readable(FAR)}, every day`],
  [{ ...base, startsAt: FAR, endedAt: TO }, 'past', `Ended ${readable(TO)}`],
  [{ ...base, endedAt: TO }, 'past', `Ended ${readable(TO)}`],
  [{ ...base, next: { from: FROM, to: TO } }, 'upcoming', `From ${readable(FROM)} to ${readable(TO)}`],
  [{ ...base, inForce: true, next: { from: FROM, to: null } }, 'in_force', 'Until somebody ends it'],
  [
    { ...base, inForce: true, next: { from: FROM, to: TO }, rrule: 'FREQ=DAILY' },
    'in_force',
    `Until ${readable(TO)}, every day`,
  ],
])('%j', (window, state, line) => {
  expect(stateOf(window, NOW)).toBe(state)
  expect(whenLine(window, NOW)).toBe(line)
})

test.each([
  ['FREQ=WEEKLY;BYDAY=SA,SU', 'every Saturday, Sunday'],
  ['FREQ=MONTHLY;BYMONTHDAY=15', 'on day 15 of every month'],
  ['FREQ=MONTHLY;BYDAY=2TU', 'FREQ=MONTHLY;BYDAY=2TU'],
])('%s is %s', (rule, words) => expect(repeatLine(rule)).toBe(words))

test.each([
  [{ monitorIds: [], tags: [] }, 'All monitors'],
  [{ monitorIds: ['a'], tags: ['eu', 'us'] }, 'A, monitors tagged eu or us'],
  [{ monitorIds: ['a', 'b', 'c', 'd', 'e'], tags: [] }, 'A, B, C, 2 more'],
])('%j is about %s', (window, line) => expect(scopeLine(window, (id) => id.toUpperCase())).toBe(line))
