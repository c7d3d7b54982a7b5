import type { EscalationPolicy, EscalationTarget } from '@mointering/api-contract/http/escalation'
import type { OnCallShift } from '@mointering/api-contract/http/on-call'
import { formatInterval } from '../../format/time'

const DAYS = 14
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' })

/** An instant in the reader's zone: "Tue 25 Nov, 09:00". */
export const formatHandover = (at: string): string => dayAndTime.format(Date.parse(at)).replace(',', '')

/** Midnight of the reader's day. */
export function dayStart(atMs: number): number {
  const date = new Date(atMs)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** The midnights of the reader's days from `firstMs` on, and the one after the last; a day may have 23 or 25 hours. */
export function fortnight(firstMs: number): { days: { atMs: number; label: string }[]; toMs: number } {
  const first = new Date(firstMs)
  const midnight = (ahead: number) => new Date(first.getFullYear(), first.getMonth(), first.getDate() + ahead).getTime()
  return {
    days: Array.from({ length: DAYS }, (_, ahead) => ({ atMs: midnight(ahead), label: day.format(midnight(ahead)) })),
    toMs: midnight(DAYS),
  }
}

export type StripPart = {
  /** Percent of the strip. */
  left: number
  width: number
  fromMs: number
  toMs: number
  /** Null: nobody is on call. */
  shift: OnCallShift | null
}

/** The strip from its begin to its end, without a hole: where no shift is, nobody is on call. */
export function stripOf(
  shifts: readonly OnCallShift[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): StripPart[] {
  const parts: Pick<StripPart, 'fromMs' | 'toMs' | 'shift'>[] = []
  let atMs = fromMs
  for (const shift of shifts) {
    const [beginMs, endMs] = [Math.max(fromMs, Date.parse(shift.from)), Math.min(toMs, Date.parse(shift.to))]
    if (endMs <= beginMs) continue
    if (beginMs > atMs) parts.push({ fromMs: atMs, toMs: beginMs, shift: null })
    parts.push({ fromMs: beginMs, toMs: endMs, shift })
    atMs = endMs
  }
  if (atMs < toMs) parts.push({ fromMs: atMs, toMs, shift: null })
  const percent = (ms: number) => (ms / (toMs - fromMs)) * 100
  return parts.map((part) => ({
    ...part,
    left: percent(part.fromMs - fromMs),
    width: percent(part.toMs - part.fromMs),
  }))
}

/** What a policy does, in a line: "At once: Ada; after 10 min: Primary. Twice more." */
export function policyLine({ steps, repeats }: EscalationPolicy, nameOf: (target: EscalationTarget) => string): string {
  const told = steps.map(({ delaySeconds, targets }, index) => {
    const when = delaySeconds === 0 ? 'at once' : `after ${formatInterval(delaySeconds)}`
    return `${index === 0 ? when.replace(/^a/, 'A') : when}: ${targets.map(nameOf).join(', ')}`
  })
  const again =
    repeats === 0 ? '' : repeats === 1 ? ' Once more from the start.' : ` ${repeats} times more from the start.`
  return `${told.join('; ')}.${again}`
}
