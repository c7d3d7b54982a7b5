import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import type { Mails } from '../../mail/mails.js'
import { isTaken } from '../auth/create-account.js'
import type { ProviderClient, ProviderPerson } from './provider-client.js'
import { securityLink } from './security-link.js'
import { addIdentity } from './sign-in-with.js'

/** Links a person at a provider to the account that asked for it, and tells it by mail. Again is no change. */
export type LinkIdentity = (
  userId: string,
  provider: ProviderClient,
  person: ProviderPerson,
  by: Origin,
) => Promise<'linked' | 'linked_elsewhere'>

export function createLinkIdentity(deps: {
  database: Database
  mails: Mails
  publicUrl: string
  now: () => number
}): LinkIdentity {
  const { database, mails, publicUrl, now } = deps
  const { prisma } = database

  async function ownerOf(provider: string, subject: string): Promise<string | null> {
    const where = { provider_subject: { provider, subject } }
    return (await prisma.identity.findUnique({ where, select: { userId: true } }))?.userId ?? null
  }

  async function link(userId: string, provider: ProviderClient, person: ProviderPerson, by: Origin): Promise<void> {
    await prisma.$transaction(async (tx) => {
      const at = new Date(now())
      const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, name: true } })
      const { id } = await addIdentity(tx, { userId, provider: provider.id, person, at })
      await recordAudit(tx, by, {
        action: 'identity.linked',
        workspaceId: null,
        userId,
        object: { kind: 'identity', id, name: provider.name },
        after: { provider: provider.id, email: person.email },
      })
      await mails.queue(tx, user.email, {
        kind: 'identity_linked',
        name: user.name,
        providerName: provider.name,
        at,
        securityLink: securityLink(publicUrl),
      })
    })
  }

  return async (userId, provider, person, by) => {
    const owner = await ownerOf(provider.id, person.subject)
    if (owner !== null) return owner === userId ? 'linked' : 'linked_elsewhere'
    try {
      await link(userId, provider, person, by)
      return 'linked'
    } catch (error) {
      if (!isTaken(error)) throw error
      return (await ownerOf(provider.id, person.subject)) === userId ? 'linked' : 'linked_elsewhere'
    }
  }
}
