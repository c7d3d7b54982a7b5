import { identitiesReply } from '@mointering/api-contract/http/identities'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import { recordAudit } from '../../audit/record-audit.js'
import { deviceOf } from '../../auth/device.js'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { Mails } from '../../mail/mails.js'
import { lockAccount } from '../account/lock-account.js'
import type { Providers } from './providers.js'
import { securityLink } from './security-link.js'

const PATH = '/api/v1/account/identities'
const listShape = {
  method: 'get',
  path: PATH,
  summary: 'List the providers that are linked to your account',
  tag: 'Account',
  params: nothing,
  query: nothing,
  body: nothing.optional(),
  reply: identitiesReply,
  status: 200,
} as const
const unlinkShape = {
  method: 'delete',
  path: `${PATH}/:identityId`,
  summary: 'Unlink a provider from your account',
  tag: 'Account',
  params: z.object({ identityId: z.uuid() }),
  query: nothing,
  body: nothing.optional(),
  reply: null,
  status: 204,
  fresh: true,
} as const

type Deps = { database: Database; providers: Providers; mails: Mails; publicUrl: string; now: () => number }

export const listIdentitiesRoute = ({ database, providers }: Pick<Deps, 'database' | 'providers'>) =>
  sessionEndpoint(listShape, async ({ session }) => {
    const found = await database.prisma.identity.findMany({
      where: { userId: session.user.id },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    const items = found.map(({ id, provider, email, createdAt, lastUsedAt }) => ({
      id,
      provider,
      providerName: providerName(providers, provider),
      email,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }))
    return { items }
  })

/** Rejects with conflict when it is the last way into the account: nobody may lock themselves out. */
export const unlinkIdentityRoute = ({ database, providers, mails, publicUrl, now }: Deps) =>
  sessionEndpoint(unlinkShape, async ({ params, session, by }) => {
    const userId = session.user.id
    await database.prisma.$transaction(async (tx) => {
      const user = await lockAccount(tx, userId)
      const identity = await tx.identity.findFirst({ where: { id: params.identityId, userId } })
      if (!user || !identity) throw new AppError('not_found', 'There is no such link')
      const { id, provider, email } = identity
      // A provider that is not configured any more is no way in.
      const others = { userId, id: { not: id }, provider: { in: [...providers.keys()] } }
      const ways = [await tx.passkey.count({ where: { userId } }), await tx.identity.count({ where: others })]
      if (user.passwordHash === null && ways.every((count) => count === 0)) {
        throw new AppError('conflict', 'This is your only way to sign in. Set a password or add a passkey first')
      }
      await tx.identity.delete({ where: { id } })
      const name = providerName(providers, provider)
      await recordAudit(tx, by, {
        action: 'identity.unlinked',
        workspaceId: null,
        userId,
        object: { kind: 'identity', id, name },
        before: { provider, email },
      })
      await mails.queue(tx, user.email, {
        kind: 'second_factor_changed',
        name: user.name,
        what: `${name} is no way to sign in to your account any more`,
        at: new Date(now()),
        device: deviceOf(by.userAgent),
        securityLink: securityLink(publicUrl),
      })
    })
    return null
  })

const providerName = (providers: Providers, id: string): string => providers.get(id)?.name ?? id
