import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Express, Request, Response } from 'express'
import type { Caller, Guards } from '../auth/guards.js'
import type { ActiveSession } from '../auth/session-store.js'
import type { Endpoint } from './endpoint.js'
import { readBody } from './read-body.js'

/**
 * Mounts the endpoints: who asks is settled first, then whether a page of ours asked, then membership and role, and only then is a
 * body read. After them, the same paths answer 405 and everything else 404.
 */
export function mountEndpoints(app: Express, endpoints: readonly Endpoint[], guards: Guards): void {
  for (const endpoint of endpoints) {
    app[endpoint.shape.method](endpoint.shape.path, (req, res) => serve(endpoint, guards, req, res))
  }
  for (const [path, allowed] of methodsByPath(endpoints)) {
    app.all(path, (_req, res) => {
      res.setHeader('Allow', allowed)
      throw new AppError('method_not_allowed', `This address takes ${allowed}`)
    })
  }
  app.use(() => {
    throw new AppError('not_found', 'There is nothing at this address')
  })
}

async function serve({ shape, access, run }: Endpoint, guards: Guards, req: Request, res: Response): Promise<void> {
  const caller: Caller = access === 'public' ? { kind: 'nobody' } : await guards.identify(req, res)
  if (access !== 'public' && caller.kind === 'nobody') throw new AppError('not_signed_in', 'Sign in first')
  // Only cookies can be abused by another site's page: a browser never adds an API key by itself.
  if (shape.method !== 'get' && caller.kind !== 'api_key') await guards.requireOurPage(req, shape.csrf ?? 'token')
  if (access === 'session' && caller.kind !== 'session')
    throw new AppError('forbidden', 'This is for people: an API key acts for a workspace, and has no account')
  const member =
    access === 'public' || access === 'session'
      ? null
      : guards.requireMember(caller, String(req.params.workspaceId), access)
  if (shape.fresh) guards.requireFresh(sessionOf(caller))
  if (shape.method === 'post' || shape.method === 'patch') await readBody(req, res, shape.bodyType ?? 'json')
  await run(req, res, caller, member)
}

function sessionOf(caller: Caller): ActiveSession {
  if (caller.kind === 'session') return caller.session
  throw new AppError('forbidden', 'This is for people, not for API keys')
}

function methodsByPath(endpoints: readonly Endpoint[]): Map<string, string> {
  const methods = new Map<string, string[]>()
  for (const { shape } of endpoints) {
    const known = methods.get(shape.path) ?? []
    methods.set(shape.path, [...known, shape.method.toUpperCase(), ...(shape.method === 'get' ? ['HEAD'] : [])])
  }
  return new Map([...methods].map(([path, names]) => [path, names.join(', ')]))
}
