import { wordsOf } from '../monitors/form/parse-fields'
import { instantOf } from '../settings/on-call/wall-times'
import type { Option } from '../ui/Select'

export type Repeat = 'daily' | 'weekly' | 'monthly'

/** A maintenance window as it is typed. Times are of the reader's zone. */
export type WindowForm = {
  name: string
  when: 'now' | 'once' | 'recurring'
  startsAt: string
  /** Empty: until somebody ends it. */
  durationSeconds: string
  repeat: Repeat
  /** 1 is Monday. Of a weekly one. */
  days: readonly number[]
  monitorIds: string[]
  tags: string
}

export const WHEN: readonly Option<WindowForm['when']>[] = [
  { value: 'now', label: 'Now' },
  { value: 'once', label: 'Once' },
  { value: 'recurring', label: 'Again and again' },
]
export const REPEATS: readonly Option<Repeat>[] = [
  { value: 'daily', label: 'Every day' },
  { value: 'weekly', label: 'Every week' },
  { value: 'monthly', label: 'Every month, on that day' },
]
export const DURATIONS: readonly Option<string>[] = [
  { value: '900', label: '15 minutes' },
  { value: '1800', label: '30 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '7200', label: '2 hours' },
  { value: '14400', label: '4 hours' },
  { value: '28800', label: '8 hours' },
  { value: '86400', label: '1 day' },
]
export const UNTIL_ENDED: Option<string> = { value: '', label: 'Until somebody ends it' }

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The recurrence as RFC 5545 writes it. A week without a day repeats on the day it starts on. */
export function ruleOf({ repeat, days, startsAt }: Pick<WindowForm, 'repeat' | 'days' | 'startsAt'>): string {
  if (repeat === 'daily') return 'FREQ=DAILY'
  if (repeat === 'monthly') return `FREQ=MONTHLY;BYMONTHDAY=${Number(startsAt.slice(8, 10)) || 1}`
  const chosen = days.toSorted().map((day) => DAYS[day - 1])
  return chosen.length > 0 ? `FREQ=WEEKLY;BYDAY=${chosen.join(',')}` : 'FREQ=WEEKLY'
}

/** What is sent for one that begins now. */
export const toWindowNow = ({ name, durationSeconds, monitorIds, tags }: WindowForm) => ({
  name,
  durationSeconds: durationSeconds === '' ? null : Number(durationSeconds),
  monitorIds,
  tags: wordsOf(tags),
})

/** What is sent for one that begins later. */
export const toWindow = (form: WindowForm, timeZone: string) => ({
  ...toWindowNow(form),
  startsAt: instantOf(form.startsAt),
  timeZone,
  rrule: form.when === 'recurring' ? ruleOf(form) : null,
})
