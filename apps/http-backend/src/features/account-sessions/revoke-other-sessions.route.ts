import { revokedReply } from '@mointering/api-contract/http/account'
import type { Database } from '@mointering/db/database'
import type { AuthServices } from '../../auth/auth-services.js'
import { noBody, nothing, sessionEndpoint } from '../../http/endpoint.js'

const shape = {
  method: 'post',
  path: '/api/v1/account/sessions/revoke-others',
  summary: 'Sign out everywhere else',
  tag: 'Account',
  params: nothing,
  query: nothing,
  body: noBody,
  reply: revokedReply,
  status: 200,
} as const

type Deps = { database: Database; auth: AuthServices; now: () => number }

/** `revoked`: how many sessions this request ended. */
export const revokeOtherSessionsRoute = (deps: Deps) => {
  const { database, auth, now } = deps
  return sessionEndpoint(shape, async ({ session, by }) => {
    const userId = session.user.id
    const others = await database.prisma.session.findMany({
      where: { userId, revokedAt: null, expiresAt: { gt: new Date(now()) }, id: { not: session.sessionId } },
      select: { id: true },
    })
    let revoked = 0
    for (const { id } of others) if (await auth.endSession(by, { sessionId: id, userId }, 'revoked')) revoked++
    return { revoked }
  })
}
