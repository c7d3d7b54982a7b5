import type { ACTOR_KINDS } from '@mointering/api-contract/http/audit-log'
import type { Request, Response } from 'express'
import { requestIdOf } from '../http/request-id.js'

/** Who does something: a person, an API key, or nobody in particular (a public route, the command line, the janitor). */
export type Actor = { kind: (typeof ACTOR_KINDS)[number]; id: string | null; name: string }
/** Who, from where, in which request: what the audit log says of each change. */
export type Origin = { actor: Actor; ipAddress: string | null; userAgent: string | null; requestId: string | null }

export const NOBODY: Actor = { kind: 'system', id: null, name: 'Nobody signed in' }
export const SYSTEM: Origin = {
  actor: { kind: 'system', id: null, name: 'Mointering' },
  ipAddress: null,
  userAgent: null,
  requestId: null,
}

const MAX_USER_AGENT = 300

export const originOf = (req: Request, res: Response, actor: Actor): Origin => ({
  actor,
  ipAddress: req.ip ?? null,
  userAgent: req.get('User-Agent')?.slice(0, MAX_USER_AGENT) ?? null,
  requestId: requestIdOf(res),
})
