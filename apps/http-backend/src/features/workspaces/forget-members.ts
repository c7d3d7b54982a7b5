import type { Database } from '@mointering/db/database'
import type { SessionStore } from '../../auth/session-store.js'

/** Makes what sessions remember of a workspace be read again by all its members, and ends event streams of those who may watch no more. Call it after the commit. */
export type ForgetMembers = (workspaceId: string) => Promise<void>

export function createForgetMembers(deps: {
  database: Database
  store: Pick<SessionStore, 'forgetAllOf'>
}): ForgetMembers {
  return async (workspaceId) => {
    const members = await deps.database.prisma.membership.findMany({
      where: { workspaceId },
      select: { userId: true },
    })
    await deps.store.forgetAllOf(...members.map(({ userId }) => userId))
  }
}
