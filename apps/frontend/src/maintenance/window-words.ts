import type { MaintenanceWindow } from '@mointering/api-contract/http/maintenance'

const dateTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant for reading, in the reader's zone. */
export const readable = (iso: string | number): string => dateTime.format(new Date(iso))

export type WindowState = 'in_force' | 'upcoming' | 'past'

type Times = Pick<MaintenanceWindow, 'inForce' | 'next' | 'rrule' | 'startsAt' | 'endedAt'>

/** What begins in more than a year has no next occurrence yet. */
const isFar = ({ startsAt, endedAt }: Times, nowMs: number) => endedAt === null && Date.parse(startsAt) > nowMs

export function stateOf(window: Times, nowMs: number): WindowState {
  if (window.inForce) return 'in_force'
  return window.next || isFar(window, nowMs) ? 'upcoming' : 'past'
}

/** When it is, in one line. */
export function whenLine(window: Times, nowMs: number): string {
  const { inForce, next, rrule, startsAt, endedAt } = window
  const again = rrule ? `, ${repeatLine(rrule)}` : ''
  if (inForce && next) return `${next.to ? `Until ${readable(next.to)}` : 'Until somebody ends it'}${again}`
  if (next) return `From ${readable(next.from)}${next.to ? ` to ${readable(next.to)}` : ''}${again}`
  if (isFar(window, nowMs)) return `From ${readable(startsAt)}${again}`
  return endedAt ? `Ended ${readable(endedAt)}` : `Was ${readable(startsAt)}`
}

const DAY_WORDS: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
}

/** A recurrence in words; the rule itself where it is one that the form does not make. */
export function repeatLine(rrule: string): string {
  if (rrule === 'FREQ=DAILY') return 'every day'
  if (rrule === 'FREQ=WEEKLY') return 'every week'
  const monthDay = /^FREQ=MONTHLY;BYMONTHDAY=(\d+)$/.exec(rrule)?.[1]
  if (monthDay) return `on day ${monthDay} of every month`
  const days = /^FREQ=WEEKLY;BYDAY=([A-Z,]+)$/.exec(rrule)?.[1]?.split(',')
  const words = days?.map((day) => DAY_WORDS[day])
  return words?.every((word) => word !== undefined) ? `every ${words.join(', ')}` : rrule
}

/** Which monitors it is about. */
export function scopeLine(
  { monitorIds, tags }: Pick<MaintenanceWindow, 'monitorIds' | 'tags'>,
  nameOf: (id: string) => string,
): string {
  const monitors = monitorIds.slice(0, 3).map(nameOf)
  if (monitorIds.length > monitors.length) monitors.push(`${monitorIds.length - monitors.length} more`)
  const tagged = tags.length > 0 ? [`monitors tagged ${tags.join(' or ')}`] : []
  return [...monitors, ...tagged].join(', ') || 'All monitors'
}
