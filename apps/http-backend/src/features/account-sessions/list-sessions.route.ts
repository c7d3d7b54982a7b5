import { accountSessionsReply, SIGN_IN_METHODS } from '@mointering/api-contract/http/account'
import type { Database } from '@mointering/db/database'
import { deviceOf } from '../../auth/device.js'
import type { SignInMethod } from '../../auth/sessions.js'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'

const shape = {
  method: 'get',
  path: '/api/v1/account/sessions',
  summary: 'List where I am signed in',
  tag: 'Account',
  params: nothing,
  query: nothing,
  body: nothing.optional(),
  reply: accountSessionsReply,
  status: 200,
} as const

/** More than anybody looks through; `revoke-others` ends the rest too. */
const MAX_SHOWN = 200

/** This session first, then the one that was seen last. "Seen" is told to the ten minutes: by sign-ins and refreshes. */
export const listSessionsRoute = ({ database, now }: { database: Database; now: () => number }) =>
  sessionEndpoint(shape, async ({ session }) => {
    const rows = await database.prisma.session.findMany({
      where: { userId: session.user.id, revokedAt: null, expiresAt: { gt: new Date(now()) } },
      select: { id: true, userAgent: true, ipAddress: true, method: true, createdAt: true, lastSeenAt: true },
      orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
      take: MAX_SHOWN,
    })
    const items = rows.map((row) => ({
      id: row.id,
      current: row.id === session.sessionId,
      device: deviceOf(row.userAgent),
      ipAddress: row.ipAddress,
      method: methodOf(row.method),
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }))
    return { items: items.toSorted((one, other) => Number(other.current) - Number(one.current)) }
  })

function methodOf(stored: string): SignInMethod {
  const method = SIGN_IN_METHODS.find((known) => known === stored)
  if (method === undefined) throw new Error(`A session with the unknown method ${stored}`)
  return method
}
