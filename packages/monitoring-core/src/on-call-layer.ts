import { type Stretch, union, within } from './stretches.js'
import { instantOf, wallMsAt } from './wall-clock.js'

/** Hours of the day on some days of the week (1 is Monday, 7 Sunday). `to` not after `from` is on the next day; `00:00` to `00:00` is a whole day. */
export type OnCallHours = { days: readonly number[]; from: string; to: string }

/** People who take turns. All times are on the wall in the zone of the schedule. */
export type OnCallLayer = {
  /** When the first turn begins, `2026-11-24T09:00`. */
  startsAt: string
  /** How long a turn lasts on the wall: 24 hands over every day, 168 every week, at the same time of the day also when the clock changes. */
  turnHours: number
  /** In their order. Null: nobody who is still there; an earlier layer covers the turn. */
  participants: readonly (string | null)[]
  /** On call only then; empty: always. */
  hours: readonly OnCallHours[]
}

export type Turn = Stretch & { userId: string }

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Whose turn it is in [fromMs, toMs), in order and without overlap: nobody before the layer starts, outside of its hours and in the turns of those who left. */
export function turnsBetween(layer: OnCallLayer, timeZone: string, { fromMs, toMs }: Stretch): Turn[] {
  const turns = rotation(layer, timeZone, { fromMs, toMs })
  return layer.hours.length === 0 ? turns : within(turns, hoursBetween(layer.hours, timeZone, { fromMs, toMs }))
}

function rotation({ startsAt, turnHours, participants }: OnCallLayer, timeZone: string, span: Stretch): Turn[] {
  if (participants.length === 0) return []
  const startWallMs = Date.parse(`${startsAt}:00Z`)
  const handover = (turn: number) => instantOf(startWallMs + turn * turnHours * HOUR_MS, timeZone)
  let turn = Math.max(0, Math.floor((wallMsAt(span.fromMs, timeZone) - startWallMs) / (turnHours * HOUR_MS)))
  // An hour that the clock shows twice belongs to the turn that had its first showing.
  while (handover(turn + 1) <= span.fromMs) turn += 1
  const turns: Turn[] = []
  for (let beginMs = handover(turn); beginMs < span.toMs; turn += 1) {
    const endMs = handover(turn + 1)
    const userId = participants[turn % participants.length] ?? null
    const [fromMs, toMs] = [Math.max(beginMs, span.fromMs), Math.min(endMs, span.toMs)]
    if (userId !== null && fromMs < toMs) turns.push({ userId, fromMs, toMs })
    beginMs = endMs
  }
  return turns
}

function hoursBetween(hours: readonly OnCallHours[], timeZone: string, { fromMs, toMs }: Stretch): Stretch[] {
  const found: Stretch[] = []
  const firstDayMs = Math.floor(wallMsAt(fromMs, timeZone) / DAY_MS) * DAY_MS - DAY_MS
  for (let dayMs = firstDayMs; dayMs <= wallMsAt(toMs, timeZone); dayMs += DAY_MS) {
    const weekday = ((new Date(dayMs).getUTCDay() + 6) % 7) + 1
    for (const { days, from, to } of hours) {
      if (!days.includes(weekday)) continue
      const [beginMs, endMs] = [dayMs + timeOfDay(from), dayMs + timeOfDay(to)]
      found.push({
        fromMs: instantOf(beginMs, timeZone),
        toMs: instantOf(endMs > beginMs ? endMs : endMs + DAY_MS, timeZone),
      })
    }
  }
  return union(found)
}

const timeOfDay = (time: string): number => Date.parse(`1970-01-01T${time}:00Z`)
