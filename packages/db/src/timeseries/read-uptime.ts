import type { UptimeWindow } from '@mointering/api-contract/http/monitors'
import type { Queryable } from '../queryable.js'
import { type MonitorSchedule, settledAt, uptimeIn } from './expectation.js'
import { readSlotCounts } from './read-slot-counts.js'
import { readSettledRollups } from './rolled-up-to.js'
import { DAY_MS, floorTo, HOUR_MS, sourcesOf } from './time-spans.js'

/** The windows of the uptime reply, in milliseconds. */
export const UPTIME_WINDOWS = { '24h': DAY_MS, '7d': 7 * DAY_MS, '30d': 30 * DAY_MS, '90d': 90 * DAY_MS } as const

/** Where a window of this length begins: at the full hour at or before, which the rollups know for as long as they are kept. */
export const windowStart = (nowMs: number, lengthMs: number): number => floorTo(nowMs - lengthMs, HOUR_MS)

/**
 * Uptime and coverage of many monitors by key, for windows (name to milliseconds) that end now and begin at a full hour. A handful of queries, however many
 * monitors and windows. Slots outside the schedule of their time never count.
 */
export async function readUptime<Name extends string>(
  client: Queryable,
  monitors: readonly MonitorSchedule[],
  windows: Readonly<Record<Name, number>>,
  nowMs: number,
): Promise<Map<number, Record<Name, UptimeWindow>>> {
  const names = Object.keys(windows) as Name[] // the keys of a Record<Name, _>
  const starts = names.map((name) => windowStart(nowMs, windows[name]))
  const settledMs = settledAt(nowMs)
  const rolledUpToMs = await readSettledRollups(client, settledMs)
  const sources = sourcesOf({ fromMs: Math.min(nowMs, ...starts), toMs: nowMs }, { rolledUpToMs, cuts: starts })
  const keys = monitors.map(({ key }) => key)
  const counts = await readSlotCounts(client, keys, sources, settledMs)
  return new Map(
    monitors.map((monitor) => {
      const buckets = counts.get(monitor.key) ?? []
      const uptimes = names.map((name) => {
        const span = { fromMs: windowStart(nowMs, windows[name]), toMs: nowMs }
        return [name, uptimeIn(monitor, buckets, span, settledMs)] as const
      })
      return [monitor.key, Object.fromEntries(uptimes) as Record<Name, UptimeWindow>] // fromEntries forgets the names
    }),
  )
}
