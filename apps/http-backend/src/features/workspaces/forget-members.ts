import type { Database } from '@mointering/db/database'
import type { AuthServices } from '../../auth/auth-services.js'

export type ForgetMembers = {
  /** Has what is remembered of a workspace for its members read again, and ends event streams of those who may watch no more. Call it after the commit. */
  people(workspaceId: string): Promise<void>
  /** The same for its API keys as well: when the workspace went or came back. */
  everybody(workspaceId: string): Promise<void>
}

export function createForgetMembers(deps: {
  database: Database
  auth: Pick<AuthServices, 'store' | 'apiKeys'>
}): ForgetMembers {
  const { database, auth } = deps

  async function people(workspaceId: string): Promise<void> {
    const members = await database.prisma.membership.findMany({ where: { workspaceId }, select: { userId: true } })
    await auth.store.forgetAllOf(...members.map(({ userId }) => userId))
  }

  return {
    people,
    async everybody(workspaceId) {
      await people(workspaceId)
      await auth.apiKeys.forgetAllOf(workspaceId)
    },
  }
}
