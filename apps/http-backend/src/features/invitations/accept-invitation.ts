import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { secretTokenHash } from '../../auth/secret-token.js'

type Tx = Prisma.TransactionClient

/** The list of members has no pages. */
const MEMBER_LIMIT = 1000

/** An invitation that can be accepted, with its workspace; null when it was used, revoked, has expired, or its workspace is gone. */
export function findOpenInvitation(tx: Tx, token: string, nowMs: number) {
  return tx.invitation.findFirst({
    where: { tokenHash: secretTokenHash(token), ...openAt(nowMs) },
    include: { workspace: { select: { id: true, slug: true, name: true } } },
  })
}
export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof findOpenInvitation>>>

const openAt = (nowMs: number) => ({
  acceptedAt: null,
  revokedAt: null,
  expiresAt: { gt: new Date(nowMs) },
  workspace: { deletedAt: null },
})

/**
 * Makes the person a member in the caller's transaction, with its line in the audit log. Who is a member already keeps the role. Rejects with
 * link_invalid when the invitation cannot be accepted (any more: of several at once only one gets it), and with forbidden when it was sent
 * to another address: a forwarded mail must not let a stranger in. Call `forgetAllOf` of the session store after the commit.
 */
export async function acceptInvitation(
  tx: Tx,
  by: Origin,
  { token, user, nowMs }: { token: string; user: { id: string; email: string; name: string }; nowMs: number },
): Promise<{ workspaceId: string }> {
  const invitation = await findOpenInvitation(tx, token, nowMs)
  if (!invitation) throw invalidInvitation()
  if (invitation.email.toLowerCase() !== user.email) {
    const address = partlyMasked(invitation.email)
    throw new AppError('forbidden', `This invitation was sent to ${address}. Sign in with that e-mail address`)
  }
  const { id, workspaceId, role } = invitation
  // Held until the commit: the workspace is not deleted meanwhile, the invitation not withdrawn, and the limit holds.
  await tx.$queryRaw`select 1 from workspace where id = ${workspaceId}::uuid for no key update`
  const { count } = await tx.invitation.updateMany({
    where: { id, ...openAt(nowMs) },
    data: { acceptedAt: new Date(nowMs) },
  })
  if (count !== 1) throw invalidInvitation()
  if ((await tx.membership.count({ where: { workspaceId } })) >= MEMBER_LIMIT)
    throw new AppError('limit_reached', `A workspace may have ${MEMBER_LIMIT} members`)
  const { count: joined } = await tx.membership.createMany({
    data: { workspaceId, userId: user.id, role, createdAt: new Date(nowMs) },
    skipDuplicates: true,
  })
  await recordAudit(tx, by, {
    action: 'invitation.accepted',
    workspaceId,
    userId: user.id,
    object: { kind: 'member', id: user.id, name: user.name },
    ...(joined === 1 ? { after: { role } } : {}),
  })
  return { workspaceId }
}

export const invalidInvitation = () =>
  new AppError('link_invalid', 'This invitation was used, withdrawn, or has expired. Ask for a new one')

/** `a***@example.org`: who has the address recognises it, and who found the link learns little. */
const partlyMasked = (email: string): string => email.replace(/^(.)[^@]*/u, '$1***')
