import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { Origin } from '../../auth/origin.js'

/**
 * Nobody looks at the monitor any more: its open incidents end, and what was known of it is forgotten, so that it begins anew when it is resumed. In the transaction of the
 * pause or the deletion; an ingester that holds the old state is fenced off by its version.
 */
export async function stopWatching(
  tx: Prisma.TransactionClient,
  monitorKey: number,
  { by, nowMs, message }: { by: Origin; nowMs: number; message: string },
): Promise<void> {
  const at = new Date(nowMs)
  const open = await tx.incident.findMany({ where: { monitorKey, status: 'open' }, select: { id: true } })
  for (const { id } of open) {
    await tx.incident.update({
      where: { id },
      data: {
        status: 'resolved',
        resolvedAt: at,
        flapping: false,
        nextReminderAt: null,
        nextEscalationAt: null,
        version: { increment: 1 },
        events: {
          create: { kind: 'resolved', at, actorKind: by.actor.kind, actorName: by.actor.name, message },
        },
      },
      select: { id: true },
    })
  }
  await tx.monitorState.updateMany({
    where: { monitorKey },
    data: { status: 'pending', statusSince: null, statusReason: null, slot: at, version: { increment: 1 } },
  })
}
