import type { Prisma } from '../generated/prisma/client.js'

/**
 * Ends what is expected of all monitors of a workspace from now on; call it in the transaction that deletes the workspace. Their own settings and versions stay as they
 * are: `resumeSchedules` undoes it. Returns the keys of all monitors that are not deleted themselves, for their change notices.
 */
export async function suspendSchedules(
  tx: Prisma.TransactionClient,
  workspaceId: string,
  nowMs: number,
): Promise<number[]> {
  const now = new Date(nowMs)
  await tx.$executeRaw`
    WITH last AS (
      SELECT DISTINCT ON (revision.monitor_key) revision.* FROM schedule_revision revision JOIN monitor ON monitor.key = revision.monitor_key
      WHERE monitor.workspace_id = ${workspaceId}::uuid AND monitor.deleted_at IS NULL
      ORDER BY revision.monitor_key, revision.effective_from DESC
    )
    INSERT INTO schedule_revision (monitor_key, effective_from, interval_seconds, anchor_ms, enabled)
    SELECT monitor_key, greatest(effective_from, ${now}::timestamptz(3)), interval_seconds, anchor_ms, false FROM last WHERE enabled
    ON CONFLICT (monitor_key, effective_from) DO UPDATE SET enabled = false`
  return touchMonitors(tx, workspaceId, now)
}

/**
 * Expects the enabled monitors of a workspace again, from the slot in progress on but never from before the pause began, as resuming a single one does (see
 * schedule-revisions). Returns the keys as `suspendSchedules` does.
 */
export async function resumeSchedules(
  tx: Prisma.TransactionClient,
  workspaceId: string,
  nowMs: number,
): Promise<number[]> {
  await tx.$executeRaw`
    WITH last AS (
      SELECT DISTINCT ON (revision.monitor_key) revision.* FROM schedule_revision revision JOIN monitor ON monitor.key = revision.monitor_key
      WHERE monitor.workspace_id = ${workspaceId}::uuid AND monitor.deleted_at IS NULL AND monitor.enabled
      ORDER BY revision.monitor_key, revision.effective_from DESC
    ), resumed AS (
      SELECT *, to_timestamp((${nowMs}::bigint - mod(${nowMs}::bigint - anchor_ms, interval_seconds * 1000)) / 1000.0)::timestamptz(3) AS slot
      FROM last WHERE NOT enabled
    )
    INSERT INTO schedule_revision (monitor_key, effective_from, interval_seconds, anchor_ms, enabled)
    SELECT monitor_key, greatest(effective_from, slot), interval_seconds, anchor_ms, true FROM resumed
    ON CONFLICT (monitor_key, effective_from) DO UPDATE SET enabled = true`
  return touchMonitors(tx, workspaceId, new Date(nowMs))
}

/** Schedulers and ingesters look for what was updated (see pipeline/monitor-feed). */
async function touchMonitors(tx: Prisma.TransactionClient, workspaceId: string, updatedAt: Date): Promise<number[]> {
  const touched = await tx.monitor.updateManyAndReturn({
    where: { workspaceId, deletedAt: null },
    data: { updatedAt },
    select: { key: true },
  })
  return touched.map(({ key }) => key)
}
