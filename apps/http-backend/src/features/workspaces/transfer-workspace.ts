import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import type { SessionStore } from '../../auth/session-store.js'
import type { Mails } from '../../mail/mails.js'
import { getMember, setRole } from '../members/members.queries.js'
import { lockPresentWorkspace } from './workspace-record.js'

/** Makes a member the owner and the one who gives it away an admin; other owners stay. Rejects with not_found, forbidden, and conflict for a transfer to oneself. */
export type TransferWorkspace = (
  transfer: { workspaceId: string; fromUserId: string; toUserId: string },
  by: Origin,
) => Promise<void>

export function createTransferWorkspace(deps: {
  database: Database
  store: Pick<SessionStore, 'forgetAllOf'>
  mails: Mails
  publicUrl: string
}): TransferWorkspace {
  const { database, store, mails, publicUrl } = deps
  return async ({ workspaceId, fromUserId, toUserId }, by) => {
    if (fromUserId === toUserId) throw new AppError('conflict', 'You own this workspace already. Choose another member')
    await database.prisma.$transaction(async (tx) => {
      const asked = { workspaceId, userId: fromUserId }
      const { workspace } = await lockPresentWorkspace(tx, asked, 'workspace:transfer')
      const [from, to] = [await getMember(tx, workspaceId, fromUserId), await getMember(tx, workspaceId, toUserId)]
      await setRole(tx, { workspaceId, userId: toUserId }, 'owner')
      await setRole(tx, { workspaceId, userId: fromUserId }, 'admin')
      await mails.queue(tx, to.email, {
        kind: 'ownership_received',
        name: to.name,
        workspaceName: workspace.name,
        from: from.name,
        link: `${publicUrl}/settings`,
      })
      await recordAudit(tx, by, {
        action: 'workspace.transferred',
        workspaceId,
        object: { kind: 'workspace', id: workspaceId, name: workspace.name },
        before: { owner: from.email },
        after: { owner: to.email },
      })
    })
    await store.forgetAllOf(fromUserId, toUserId)
  }
}
