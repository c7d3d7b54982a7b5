import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Prisma } from '@mointering/db/generated/prisma/client'

type Dependencies = {
  workspaceId: string
  /** The monitor that needs the others; null while it is being made. */
  monitorId: string | null
  dependsOn: readonly string[]
  /** What it needed before: that may be deleted by now, and stays. */
  before: readonly string[]
}

/**
 * Refuses, about the field `dependsOn`, what is not a monitor of the workspace, and what would make a monitor need itself. Call it under the lock of the workspace: two
 * people could close a circle together.
 */
export async function requireParents(tx: Prisma.TransactionClient, dependencies: Dependencies): Promise<void> {
  const { workspaceId, monitorId, dependsOn, before } = dependencies
  const added = dependsOn.filter((id) => !before.includes(id))
  if (added.length === 0) return
  const found = await tx.monitor.count({ where: { workspaceId, id: { in: added }, deletedAt: null } })
  if (found < added.length) refuse('One of these monitors is not in this workspace: choose another one')
  if (monitorId === null) return
  const circle = await tx.$queryRaw<{ name: string }[]>`
    WITH RECURSIVE needed (id) AS (
      SELECT unnest(${added}::uuid[])
      UNION
      SELECT unnest(depends_on) FROM needed JOIN monitor ON monitor.id = needed.id WHERE monitor.workspace_id = ${workspaceId}::uuid
    )
    SELECT monitor.name FROM needed JOIN monitor ON monitor.id = needed.id WHERE needed.id = ${monitorId}::uuid`
  if (circle.length > 0)
    refuse('That monitor needs this one already, itself or through others: a circle would keep all quiet')
}

function refuse(message: string): never {
  throw new AppError('invalid_input', message, { issues: [{ path: 'dependsOn', message }] })
}
