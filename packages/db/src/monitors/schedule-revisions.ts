import type { Revision } from '@mointering/monitoring-core/schedule'
import { anchorMs, slotAtOrBefore } from '@mointering/monitoring-core/slots'
import type { Prisma } from '../generated/prisma/client.js'

export type ScheduleChange = {
  monitorKey: number
  monitorId: string
  intervalSeconds: number
  enabled: boolean
  nowMs: number
}

/**
 * Writes what is expected of a monitor from now on; call it in the transaction that creates the monitor or changes its interval or `enabled`. Nothing is written
 * when both are as they were. On creation and resume the revision begins at the slot in progress, so that the monitor is checked at once,
 * but never before the pause began; otherwise now, so that slots that were due stay counted.
 */
export async function reviseSchedule(tx: Prisma.TransactionClient, change: ScheduleChange): Promise<void> {
  const { monitorKey, monitorId, intervalSeconds, enabled, nowMs } = change
  const last = await tx.scheduleRevision.findFirst({ where: { monitorKey }, orderBy: { effectiveFrom: 'desc' } })
  if (last && last.enabled === enabled && last.intervalSeconds === intervalSeconds) return

  const intervalMs = intervalSeconds * 1000
  const anchor = anchorMs(monitorId, intervalMs)
  const begins = enabled && !last?.enabled ? slotAtOrBefore(anchor, intervalMs, nowMs) : nowMs
  const effectiveFrom = new Date(Math.max(begins, last?.effectiveFrom.getTime() ?? begins))
  const revision = { intervalSeconds, enabled, anchorMs: anchor }
  await tx.scheduleRevision.upsert({
    where: { monitorKey_effectiveFrom: { monitorKey, effectiveFrom } },
    create: { monitorKey, effectiveFrom, ...revision },
    update: revision,
  })
}

/** The schedule revisions of monitors by key, ascending in time; an empty list for a monitor without any. */
export async function readRevisions(
  tx: Prisma.TransactionClient,
  monitorKeys: readonly number[],
): Promise<Map<number, Revision[]>> {
  const revisions = new Map<number, Revision[]>(monitorKeys.map((key) => [key, []]))
  const rows = await tx.scheduleRevision.findMany({
    where: { monitorKey: { in: [...monitorKeys] } },
    orderBy: { effectiveFrom: 'asc' },
  })
  for (const { monitorKey, effectiveFrom, intervalSeconds, enabled } of rows) {
    const revision = { effectiveFromMs: effectiveFrom.getTime(), intervalMs: intervalSeconds * 1000, enabled }
    revisions.get(monitorKey)?.push(revision)
  }
  return revisions
}
