import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { slugOf } from './slug.js'
import type { WorkspaceRecord } from './workspace-record.js'

/** Makes a workspace with its first owner in the caller's transaction, with its line in the audit log. */
export async function addWorkspace(
  tx: Prisma.TransactionClient,
  by: Origin,
  {
    name,
    owner,
    userId,
    createdAt,
  }: {
    name: string
    /** Whose name its slug is made of; absent: of its own. */
    owner?: string
    userId: string
    createdAt: Date
  },
): Promise<WorkspaceRecord> {
  const workspace = await tx.workspace.create({
    data: {
      name,
      slug: slugOf(owner ?? name),
      createdAt,
      memberships: { create: { userId, role: 'owner', createdAt } },
    },
  })
  await recordAudit(tx, by, {
    action: 'workspace.created',
    workspaceId: workspace.id,
    userId,
    object: { kind: 'workspace', id: workspace.id, name },
    after: { name, slug: workspace.slug },
  })
  return workspace
}
