import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'

export const FLOW_KINDS = [
  'sign_up',
  'second_factor',
  'passkey_sign_in',
  'passkey_creation',
  'passkey_reauthentication',
  'provider',
] as const
export type FlowKind = (typeof FLOW_KINDS)[number]
export type Flow = {
  id: string
  kind: FlowKind
  userId: string | null
  data: unknown
  expiresAt: Date
  attempts: number
}

/**
 * What lies between two requests of one browser, kept in the database and named by a random token in the browser's `flow` cookie: whoever holds the
 * cookie began the flow. Single use, short-lived.
 */
export type Flows = {
  start(flow: {
    kind: FlowKind
    userId: string | null
    data: Prisma.InputJsonObject
    seconds: number
  }): Promise<{ token: string; expiresAt: Date }>
  /** The flow when the token is of a living one of that kind; null otherwise. */
  read(token: string | null, kind: FlowKind): Promise<Flow | null>
  /** Counts an attempt before it is judged; null when there is no such flow, or it had `max` attempts already. */
  attempt(token: string | null, kind: FlowKind, max: number): Promise<Flow | null>
  /** Replaces what a living flow holds; false when there is none. */
  hold(token: string | null, kind: FlowKind, data: Prisma.InputJsonObject): Promise<boolean>
  /** Ends it; of several at once only one gets it, the others null. */
  finish(token: string | null, kind: FlowKind): Promise<Flow | null>
}

export function createFlows({ database, now }: { database: Database; now: () => number }): Flows {
  const { authFlow } = database.prisma
  const living = (token: string, kind: FlowKind) => ({
    tokenHash: hashOf(token),
    kind,
    usedAt: null,
    expiresAt: { gt: new Date(now()) },
  })

  async function read(token: string | null, kind: FlowKind): Promise<Flow | null> {
    if (token === null) return null
    const found = await authFlow.findFirst({ where: living(token, kind) })
    return found && { ...found, kind }
  }

  return {
    read,
    async start({ kind, userId, data, seconds }) {
      const token = randomBytes(32).toString('base64url')
      const expiresAt = new Date(now() + seconds * 1000)
      const createdAt = new Date(now())
      await authFlow.create({ data: { kind, userId, data, tokenHash: hashOf(token), createdAt, expiresAt } })
      return { token, expiresAt }
    },
    async attempt(token, kind, max) {
      if (token === null) return null
      const where = { ...living(token, kind), attempts: { lt: max } }
      const { count } = await authFlow.updateMany({ where, data: { attempts: { increment: 1 } } })
      return count === 1 ? read(token, kind) : null
    },
    async hold(token, kind, data) {
      if (token === null) return false
      const { count } = await authFlow.updateMany({ where: living(token, kind), data: { data } })
      return count === 1
    },
    async finish(token, kind) {
      const flow = await read(token, kind)
      if (!flow) return null
      const { count } = await authFlow.updateMany({
        where: { id: flow.id, usedAt: null },
        data: { usedAt: new Date(now()) },
      })
      return count === 1 ? flow : null
    },
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()
