import { csrfReply } from '@mointering/api-contract/http/accounts'
import type { AuthServices } from '../../auth/auth-services.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'

const shape = {
  method: 'get',
  path: '/api/v1/auth/csrf',
  summary: 'Read the CSRF token',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: nothing.optional(),
  reply: csrfReply,
  status: 200,
} as const

/**
 * The token for `x-csrf-token`, also before anybody is signed in. A valid one is kept: several tabs share the cookie, and a new token in
 * one of them would invalidate what the others hold.
 */
export const readCsrfRoute = ({ auth }: { auth: AuthServices }) =>
  publicEndpoint(shape, async ({ req, res }) => {
    const sessionId = await auth.guards.sessionIdOf(req)
    const held = auth.cookies.read(req, 'csrf')
    if (held !== null && auth.csrfTokens.verify(held, sessionId)) return { token: held }
    const token = auth.csrfTokens.issue(sessionId)
    auth.cookies.write(res, { csrf: token })
    return { token }
  })
