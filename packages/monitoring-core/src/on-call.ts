import { type OnCallLayer, turnsBetween } from './on-call-layer.js'
import { type Stretch, without } from './stretches.js'

/** Somebody stands in, whatever the layers say. */
export type OnCallOverride = Stretch & { userId: string }

export type OnCallSchedule = {
  /** IANA name, such as `Europe/Berlin`. */
  timeZone: string
  /** Later layers lie over earlier ones. */
  layers: readonly OnCallLayer[]
  /** Later ones lie over earlier ones, and all of them over the layers. */
  overrides: readonly OnCallOverride[]
}

/** A stretch in which one person is on call, and by what: the number of the layer, from 0, or an override. */
export type Shift = Stretch & { userId: string; by: number | 'override' }

/** Who is on call in [fromMs, toMs), in order and without overlap. Where nothing is said, nobody is. */
export function shiftsBetween({ timeZone, layers, overrides }: OnCallSchedule, fromMs: number, toMs: number): Shift[] {
  const painted: Shift[][] = [
    ...layers.map((layer, by) => turnsBetween(layer, timeZone, { fromMs, toMs }).map((turn) => ({ ...turn, by }))),
    ...overrides.map((override): Shift[] => {
      const cut = { fromMs: Math.max(fromMs, override.fromMs), toMs: Math.min(toMs, override.toMs) }
      return cut.fromMs < cut.toMs ? [{ ...cut, userId: override.userId, by: 'override' }] : []
    }),
  ]
  const shifts = painted.reduce<Shift[]>((under, over) => [...without(under, over), ...over], [])
  return joined(shifts.toSorted((a, b) => a.fromMs - b.fromMs))
}

/** The person on call at an instant; null when nobody is. */
export const onCallAt = (schedule: OnCallSchedule, atMs: number): string | null =>
  shiftsBetween(schedule, atMs, atMs + 1)[0]?.userId ?? null

/** Somebody whose turn follows her own stays. */
function joined(shifts: readonly Shift[]): Shift[] {
  const result: Shift[] = []
  for (const shift of shifts) {
    const last = result.at(-1)
    if (last && last.toMs === shift.fromMs && last.userId === shift.userId && last.by === shift.by)
      last.toMs = shift.toMs
    else result.push({ ...shift })
  }
  return result
}
