import type { Request, Response } from 'express'
import { z } from 'zod'
import { actorOf, type Caller, type Member } from '../auth/guards.js'
import { NOBODY, type Origin, originOf } from '../auth/origin.js'
import type { Permission } from '../auth/roles.js'
import type { ActiveSession } from '../auth/session-store.js'
import { parseInput } from './parse-input.js'

/** What a route takes and answers. `reply` null: the handler writes the response itself, or there is nothing to say (204). */
export type Shape = {
  method: 'get' | 'post' | 'patch' | 'delete'
  path: string
  /** For the reference: what it does, in a few words, and the chapter it stands in. */
  summary: string
  tag: Tag
  params: z.ZodType
  query: z.ZodType
  body: z.ZodType
  reply: z.ZodType | null
  status: 200 | 201 | 204 | 303
  /**
   * `token`: signed double-submit token and origin check, the rule for unsafe methods. `origin`: only the origin check, and the token
   * when one is sent (sign-in, sign-up: there is no session yet to abuse). `none`: called by machines, carries no cookies.
   */
  csrf?: 'token' | 'origin' | 'none'
  /** How a body is read. `form` also takes application/x-www-form-urlencoded and text. */
  bodyType?: 'json' | 'form'
  /** True: only for a session that proved who it is within the last ten minutes, else 403 reauthentication_required. */
  fresh?: boolean
  /** For the reference: says more of the body than what validates it. */
  bodyDocumentation?: z.ZodType
  /** For the reference: headers that it looks at. */
  requestHeaders?: readonly ('If-Match' | 'Idempotency-Key')[]
  /** For the reference: the media type, or types, of what the handler writes itself. */
  replyType?: string | readonly string[]
}

/** The chapters of the API reference. */
export const TAGS = [
  'Signing in',
  'Account',
  'Workspaces',
  'Members',
  'API keys',
  'Audit log',
  'Monitors',
  'On call',
  'History',
  'Incidents',
  'Maintenance',
  'Deploys',
  'Channels',
  'Routing',
  'Heartbeats',
  'Health',
] as const
export type Tag = (typeof TAGS)[number]

export type Input<S extends Shape> = {
  params: z.output<S['params']>
  query: z.output<S['query']>
  body: z.output<S['body']>
  req: Request
  res: Response
  /** Who does it and from where, for the audit log. */
  by: Origin
}
export type Reply<S extends Shape> = S['reply'] extends z.ZodType ? z.input<S['reply']> : null

export type Endpoint = {
  shape: Shape
  /** `public`, `session` (somebody signed in), or the permission needed in the workspace of the path. */
  access: 'public' | 'session' | Permission
  /** Parses, runs and answers. Rejects with AppError for an expected refusal. `member` is there for a route of a workspace. */
  run(req: Request, res: Response, caller: Caller, member: Member | null): Promise<void>
}

/** For routes without input at that place. Unknown query parameters are ignored, as links carry all sorts of them. */
export const nothing = z.object({})
/** For POSTs that need no body: absent, or an empty object. */
export const noBody = z.strictObject({}).optional()

export function publicEndpoint<S extends Shape>(shape: S, handle: (input: Input<S>) => Promise<Reply<S>>): Endpoint {
  return { shape, access: 'public', run: (req, res, caller) => answer(shape, req, res, caller, handle) }
}

export function sessionEndpoint<S extends Shape>(
  shape: S,
  handle: (input: Input<S> & { session: ActiveSession }) => Promise<Reply<S>>,
): Endpoint {
  return {
    shape,
    access: 'session',
    run: (req, res, caller) => {
      if (caller.kind !== 'session') throw new Error(`${shape.path} ran without its session guard`)
      return answer(shape, req, res, caller, (input) => handle({ ...input, session: caller.session }))
    },
  }
}

/** A route below /workspaces/:workspaceId, for members and API keys with that permission; everybody else gets 404 or, as a member, 403. */
export function workspaceEndpoint<S extends Shape>(
  permission: Permission,
  shape: S,
  handle: (input: Input<S> & { member: Member }) => Promise<Reply<S>>,
): Endpoint {
  return {
    shape,
    access: permission,
    run: (req, res, caller, member) => {
      if (!member) throw new Error(`${shape.path} ran without its workspace guard`)
      return answer(shape, req, res, caller, (input) => handle({ ...input, member }))
    },
  }
}

async function answer<S extends Shape>(
  shape: S,
  req: Request,
  res: Response,
  caller: Caller,
  handle: (input: Input<S>) => Promise<Reply<S>>,
): Promise<void> {
  const reply = await handle({
    params: parseInput<S['params']>(shape.params, req.params, 'params'),
    query: parseInput<S['query']>(shape.query, req.query, 'query'), // a getter in Express 5: passed on, never assigned
    body: parseInput<S['body']>(shape.body, req.body, 'body'),
    req,
    res,
    by: originOf(req, res, actorOf(caller) ?? NOBODY),
  })
  if (res.headersSent) return
  if (shape.reply === null) res.status(shape.status).end()
  else res.status(shape.status).json(shape.reply.parse(reply)) // also drops what was never meant to leave
}
