import { RRuleTemporal } from 'rrule-temporal'
import { z } from 'zod'

const list = (item: string, most: number): string => `${item}(?:,${item}){0,${most - 1}}`
const PART = new RegExp(
  `^(?:${[
    'FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)',
    'INTERVAL=[1-9]\\d{0,2}',
    'UNTIL=\\d{8}(?:T\\d{6}Z)?',
    `BYDAY=${list('(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)', 35)}`,
    `BYMONTHDAY=${list('-?(?:[1-9]|[12]\\d|3[01])', 31)}`,
    `BYMONTH=${list('(?:[1-9]|1[0-2])', 12)}`,
    'WKST=(?:MO|SU)',
  ].join('|')})$`,
)

/** The second Tuesday of a day or a week is none (RFC 5545 3.3.10), and is looked for in vain for long. */
const ORDINAL_OF_A_WEEK = /^FREQ=(?:DAILY|WEEKLY);.*BYDAY=[^;]*[1-5]/

/** How far a rule is followed until it comes for the first time. */
const MOST_STEPS = 1500

/**
 * A recurrence as RFC 5545 3.3.10 writes it, without DTSTART: daily at most, such as `FREQ=WEEKLY;BYDAY=SU`. Neither COUNT nor BYSETPOS: to follow them takes
 * seconds of a process that everybody shares.
 */
export const recurrenceRule = z
  .string()
  .trim()
  .toUpperCase()
  .max(300)
  .refine(
    (rule) => isReadable(rule),
    'Enter a recurrence such as FREQ=WEEKLY;BYDAY=SU: daily, weekly, monthly or yearly',
  )

type Recurrence = { rrule: string; startsAt: Date; timeZone: string }

/** The beginnings in [fromMs, toMs) of a rule that starts at `startsAt` and follows the clock of its zone. Throws for what `recurrenceRule` refuses. */
export function startsBetween(recurrence: Recurrence, fromMs: number, toMs: number): number[] {
  if (fromMs >= toMs) return []
  return openRule(recurrence)
    .between(new Date(fromMs), new Date(toMs), true)
    .map(({ epochMilliseconds }) => epochMilliseconds)
    .filter((ms) => ms < toMs)
}

const openRule = ({ rrule, startsAt, timeZone }: Recurrence, bounds: { maxIterations?: number } = {}): RRuleTemporal =>
  new RRuleTemporal({
    rruleString: `DTSTART;TZID=${timeZone}:${localTime(startsAt, timeZone)}\nRRULE:${rrule}`,
    ...bounds,
  })

function isReadable(rule: string): boolean {
  const parts = rule.split(';')
  const names = new Set(parts.map((part) => part.split('=')[0]))
  if (!rule.startsWith('FREQ=') || names.size !== parts.length || !parts.every((part) => PART.test(part))) return false
  if (ORDINAL_OF_A_WEEK.test(rule)) return false
  try {
    // One that never comes, such as 30 February, is refused as well.
    const opened = openRule({ rrule: rule, startsAt: new Date(0), timeZone: 'UTC' }, { maxIterations: MOST_STEPS })
    return opened.next(new Date(0), true) !== null || names.has('UNTIL')
  } catch {
    return false // it throws for nothing but a rule that it cannot read, or that takes more steps
  }
}

/** `20261125T031500`: the wall clock of an instant in a zone. */
function localTime(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year')}${of('month')}${of('day')}T${of('hour')}${of('minute')}${of('second')}`
}
