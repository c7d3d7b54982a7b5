import { hasSecrets } from '@mointering/api-contract/monitors/secret-fields'
import type { CheckTask } from '@mointering/api-contract/pipeline/messages'
import { MANUAL_ATTEMPTS_FROM } from '@mointering/api-contract/pipeline/topology'
import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import { countFailingLooks } from '@mointering/monitoring-core/slot-verdict'
import { intervalMsOf } from '../pace.js'
import { expectedRegions } from './judge.js'
import type { MonitorMemory, SlotSoFar } from './monitor-memory.js'

/** One more look at a slot. */
export type Recheck = { region: string; attempt: number; slotMs: number; monitor: PipelineMonitor; waitMs: number }

/** Room for the ways through the queue. */
const TRAVEL_MS = 250
/** The same region asks again a little later: a server that was being restarted is no outage. */
const LONGEST_BREATH_MS = 2000
const BREATHS_IN_INTERVAL = 20

/**
 * The looks that are missing to confirm or clear the newest failing slot of a monitor, each at most once: from regions that have not looked yet where one is alive, else
 * once more from one that failed. Nothing when it is down already, when enough regions are still to answer, or when the look would not end within the
 * interval. `asked` holds what was asked for before, as `<region> <attempt>`. Pure.
 */
export function missingLooks(
  { monitor, status, slots }: MonitorMemory,
  at: {
    nowMs: number
    defaultRegions: readonly string[]
    livingRegions: readonly string[]
    asked: ReadonlySet<string>
  },
): Recheck[] {
  const slot = slots.at(-1)
  if (!slot || monitor.settings.kind === 'heartbeat' || !monitor.enabled || status.status === 'down') return []
  const failing = countFailingLooks(slot.results)
  if (failing === 0) return []

  const intervalMs = intervalMsOf(monitor)
  const breathMs = Math.min(LONGEST_BREATH_MS, intervalMs / BREATHS_IN_INTERVAL)
  const spareMs = slot.slotMs + intervalMs - at.nowMs - monitor.timeoutMs - TRAVEL_MS
  if (spareMs < 0) return []

  const expected = expectedRegions(monitor, at.defaultRegions)
  const answered = new Set(slot.results.map(({ region }) => region))
  const outstanding = expected.filter((region) => !answered.has(region)).length + unanswered(slot, at.asked)
  const missing = monitor.confirmations - runBefore({ status, slots }, slot) - failing - outstanding
  if (missing <= 0) return []

  const others = at.livingRegions.filter((region) => !answered.has(region) && !expected.includes(region))
  const make = (region: string, waitMs: number): Recheck => ({
    region,
    attempt: nextAttempt(slot, region),
    slotMs: slot.slotMs,
    monitor,
    waitMs,
  })
  const looks = others.slice(0, missing).map((region) => make(region, 0))
  const again = lastFailingRegion(slot)
  if (looks.length < missing && again !== null && spareMs >= breathMs) looks.push(make(again, breathMs))
  return looks.filter((look) => !at.asked.has(nameOf(look)))
}

/** How `asked` names a look. */
export const nameOf = ({ region, attempt }: Pick<Recheck, 'region' | 'attempt'>): string => `${region} ${attempt}`

/** The message for the prober; null for what is never probed. */
export function toRecheckTask({ monitor, slotMs, attempt }: Recheck, notAfter: number): CheckTask | null {
  const { id, key, settings, timeoutMs } = monitor
  if (settings.kind === 'heartbeat') return null
  const task = { monitorKey: key, slot: slotMs, attempt, notAfter, timeoutMs, settings }
  return hasSecrets(settings) ? { ...task, secretsOf: id } : task
}

/** Looks of earlier slots that already count. The newest slot may have been judged, and be part of the run. */
function runBefore({ status }: Pick<MonitorMemory, 'status' | 'slots'>, slot: SlotSoFar): number {
  if (status.run?.verdict !== 'down') return 0
  return status.lastSlotMs === slot.slotMs ? status.run.count - countFailingLooks(slot.results) : status.run.count
}

function unanswered(slot: SlotSoFar, asked: ReadonlySet<string>): number {
  const seen = new Set(slot.results.map(({ region, attempt }) => `${region} ${attempt}`))
  return [...asked].filter((name) => !seen.has(name)).length
}

const scheduledOrRecheck = ({ attempt }: { attempt: number }): boolean => attempt < MANUAL_ATTEMPTS_FROM

function nextAttempt({ results }: SlotSoFar, region: string): number {
  const attempts = results.filter((result) => result.region === region && scheduledOrRecheck(result))
  // Attempt 0 is the scheduler's own, also in a region that it did not ask this time.
  return Math.max(0, ...attempts.map(({ attempt }) => attempt)) + 1
}

function lastFailingRegion({ results }: SlotSoFar): string | null {
  const failed = results.findLast((result) => result.verdict === 'down' && scheduledOrRecheck(result))
  return failed ? String(failed.region) : null
}
