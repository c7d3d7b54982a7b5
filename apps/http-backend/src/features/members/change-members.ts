import type { Role } from '@mointering/api-contract/http/accounts'
import type { WorkspaceMember } from '@mointering/api-contract/http/workspaces'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Guards } from '../../auth/guards.js'
import type { Origin } from '../../auth/origin.js'
import { allows } from '../../auth/roles.js'
import type { ActiveSession, SessionStore } from '../../auth/session-store.js'
import type { Mails } from '../../mail/mails.js'
import { revokeInvitationsBy } from '../invitations/invitations.queries.js'
import { lockPresentWorkspace } from '../workspaces/workspace-record.js'
import { getMember, hasOtherOwner, setRole } from './members.queries.js'
import { requireMayAssign, touchesOwners } from './role-rules.js'

type Target = { workspaceId: string; userId: string }
type Who = { session: ActiveSession; by: Origin }

/**
 * Changes of who may do what, each under the lock of the workspace; access ends with the answer. All reject with not_found, forbidden, conflict when no owner would be
 * left, and reauthentication_required where another owner is made, changed or removed.
 */
export type ChangeMembers = {
  changeRole(target: Target, role: Role, who: Who): Promise<WorkspaceMember>
  /** Of oneself: leaves, whatever the role. */
  remove(target: Target, who: Who): Promise<void>
}

export function createChangeMembers(deps: {
  database: Database
  store: Pick<SessionStore, 'forgetAllOf'>
  requireFresh: Guards['requireFresh']
  mails: Mails
  publicUrl: string
  now: () => number
}): ChangeMembers {
  const { database, store, requireFresh, mails, publicUrl, now } = deps

  /** What every change needs: the lock, the rules, and an owner who stays. */
  async function prepare(tx: Prisma.TransactionClient, target: Target, to: Role | null, { session }: Who) {
    const { workspaceId, userId } = target
    const isSelf = userId === session.user.id
    const leaves = isSelf && to === null
    const asked = { workspaceId, userId: session.user.id }
    const { workspace, role: own } = await lockPresentWorkspace(tx, asked, leaves ? 'workspace:read' : 'members:write')
    const before = await getMember(tx, workspaceId, userId)
    if (!leaves) requireMayAssign(own, before.role, to)
    if (!isSelf && touchesOwners(before.role, to)) requireFresh(session)
    if (before.role === 'owner' && to !== 'owner' && !(await hasOtherOwner(tx, workspaceId, userId))) throw lastOwner()
    // A link that somebody made while they might would let them, or a second address of theirs, back in.
    if (to === null || !allows(to, 'members:write')) await revokeInvitationsBy(tx, target, now())
    return { workspace, before, leaves }
  }

  return {
    async changeRole(target, role, who) {
      const changed = await database.prisma.$transaction(async (tx) => {
        const { workspace, before } = await prepare(tx, target, role, who)
        if (before.role === role) return before
        await setRole(tx, target, role)
        await recordAudit(tx, who.by, {
          action: 'member.updated',
          workspaceId: target.workspaceId,
          object: { kind: 'member', id: target.userId, name: before.name },
          before: { role: before.role },
          after: { role },
        })
        if (role === 'owner') {
          const news = { workspaceName: workspace.name, from: who.session.user.name, link: `${publicUrl}/settings` }
          await mails.queue(tx, before.email, { kind: 'ownership_received', name: before.name, ...news })
        }
        return { ...before, role }
      })
      await store.forgetAllOf(target.userId)
      return changed
    },

    async remove(target, who) {
      await database.prisma.$transaction(async (tx) => {
        const { before, leaves } = await prepare(tx, target, null, who)
        await tx.membership.delete({ where: { workspaceId_userId: target }, select: { userId: true } })
        await recordAudit(tx, who.by, {
          action: leaves ? 'member.left' : 'member.removed',
          workspaceId: target.workspaceId,
          // Only of one's own doing: who was removed does not learn from where somebody else did it.
          userId: leaves ? target.userId : null,
          object: { kind: 'member', id: target.userId, name: before.name },
          before: { email: before.email, role: before.role },
        })
      })
      await store.forgetAllOf(target.userId)
    },
  }
}

const lastOwner = () =>
  new AppError(
    'conflict',
    'A workspace needs an owner. Make somebody else the owner first (POST /transfer), or delete the workspace',
  )
