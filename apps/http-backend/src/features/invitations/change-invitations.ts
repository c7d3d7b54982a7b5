import type {
  createInvitationReply,
  createInvitationRequest,
  Invitation,
} from '@mointering/api-contract/http/workspaces'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { z } from 'zod'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { newSecretToken, secretTokenHash } from '../../auth/secret-token.js'
import type { ActiveSession } from '../../auth/session-store.js'
import type { Mails } from '../../mail/mails.js'
import { requireMayAssign } from '../members/role-rules.js'
import { lockPresentWorkspace } from '../workspaces/workspace-record.js'
import {
  countInvitations,
  getInvitation,
  insertInvitation,
  renewInvitation,
  revokeInvitation,
  revokeInvitationsTo,
} from './invitations.queries.js'

export const INVITATION_DAYS = 7
/** How many may wait in one workspace. */
export const INVITATION_LIMIT = 100
const DAY_MS = 86_400_000

type Tx = Prisma.TransactionClient
type Target = { workspaceId: string; invitationId: string }
type Who = { session: ActiveSession; by: Origin }
type Sent = z.input<typeof createInvitationReply>

/** All under the lock of the workspace; all reject with not_found and forbidden. */
export type ChangeInvitations = {
  /** Replaces what waits for the same address. Rejects with conflict for a member's address, and with limit_reached. */
  create(workspaceId: string, input: z.output<typeof createInvitationRequest>, who: Who): Promise<Sent>
  /** A new link for another seven days. Rejects with conflict when the address has become a member's. */
  resend(target: Target, who: Who): Promise<Sent>
  /** The address that an invitation is for. */
  addressOf(target: Target): Promise<string>
  revoke(target: Target, who: Who): Promise<void>
}

export function createChangeInvitations(deps: {
  database: Database
  mails: Mails
  publicUrl: string
  now: () => number
}): ChangeInvitations {
  const { database, mails, publicUrl, now } = deps

  const lock = (tx: Tx, workspaceId: string, { session }: Who) =>
    lockPresentWorkspace(tx, { workspaceId, userId: session.user.id }, 'members:write')

  /** A secret of its own for each link, known to its reader alone. */
  function issue({ session }: Who) {
    const token = newSecretToken()
    const invitedBy = session.user.name
    const createdMs = now()
    const stored = {
      tokenHash: secretTokenHash(token),
      invitedById: session.user.id,
      invitedBy,
      createdAt: new Date(createdMs),
      expiresAt: new Date(createdMs + INVITATION_DAYS * DAY_MS),
    }
    return { link: `${publicUrl}/invitation?token=${token}`, stored }
  }

  /** Mails the link, or gives it back where no mail is sent. */
  async function deliver(tx: Tx, invitation: Invitation, workspaceName: string, link: string): Promise<Sent> {
    const { email, role, invitedBy, expiresAt } = invitation
    const message = { workspaceName, invitedBy: invitedBy ?? 'Somebody', role, link, expiresAt: new Date(expiresAt) }
    await mails.queue(tx, email, { kind: 'invitation', ...message })
    return { invitation, link: mails.enabled ? null : link }
  }

  const record = (tx: Tx, { by }: Who, action: string, workspaceId: string, { id, email, role }: Invitation) =>
    recordAudit(tx, by, {
      action: `invitation.${action}`,
      workspaceId,
      object: { kind: 'invitation', id, name: email },
      ...(action === 'revoked' ? { before: { email, role } } : { after: { email, role } }),
    })

  return {
    async create(workspaceId, { email, role }, who) {
      return database.prisma.$transaction(async (tx) => {
        const { workspace, role: own } = await lock(tx, workspaceId, who)
        requireMayAssign(own, null, role)
        await requireStranger(tx, workspaceId, email)
        await revokeInvitationsTo(tx, { workspaceId, email }, now())
        if ((await countInvitations(tx, workspaceId)) >= INVITATION_LIMIT) {
          throw new AppError('limit_reached', `${INVITATION_LIMIT} invitations wait already. Withdraw some first`)
        }
        const { link, stored } = issue(who)
        const made = await insertInvitation(tx, { workspaceId, email, role, ...stored })
        await record(tx, who, 'created', workspaceId, made)
        return deliver(tx, made, workspace.name, link)
      })
    },

    async resend({ workspaceId, invitationId }, who) {
      return database.prisma.$transaction(async (tx) => {
        const { workspace, role: own } = await lock(tx, workspaceId, who)
        const { email, role } = await getInvitation(tx, workspaceId, invitationId)
        requireMayAssign(own, null, role)
        await requireStranger(tx, workspaceId, email)
        const { link, stored } = issue(who)
        const renewed = await renewInvitation(tx, invitationId, stored)
        await record(tx, who, 'resent', workspaceId, renewed)
        return deliver(tx, renewed, workspace.name, link)
      })
    },

    async addressOf({ workspaceId, invitationId }) {
      return (await getInvitation(database.prisma, workspaceId, invitationId)).email
    },

    async revoke({ workspaceId, invitationId }, who) {
      await database.prisma.$transaction(async (tx) => {
        await lock(tx, workspaceId, who)
        const waiting = await getInvitation(tx, workspaceId, invitationId)
        await revokeInvitation(tx, invitationId, now())
        await record(tx, who, 'revoked', workspaceId, waiting)
      })
    },
  }
}

async function requireStranger(tx: Tx, workspaceId: string, email: string): Promise<void> {
  if ((await tx.membership.count({ where: { workspaceId, user: { email } } })) === 0) return
  const message = 'This person is a member already'
  throw new AppError('conflict', message, { issues: [{ path: 'email', message }] })
}
