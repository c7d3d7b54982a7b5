import type { AuthServices } from '../../auth/auth-services.js'
import { noBody, nothing, publicEndpoint } from '../../http/endpoint.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/sign-out',
  summary: 'Sign out',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: noBody,
  reply: null,
  status: 204,
} as const

/** Ends the session of the cookies for good and takes them away. 204 also without a session: the aim is reached. */
export const signOutRoute = ({ auth }: { auth: AuthServices }) =>
  publicEndpoint(shape, async ({ req, res }) => {
    const [access, refresh] = [auth.cookies.read(req, 'access'), auth.cookies.read(req, 'refresh')]
    const named = access === null ? null : await auth.accessTokens.verify(access)
    const sessionId = named?.sessionId ?? (refresh === null ? null : await auth.sessions.ownerOf(refresh))
    if (sessionId !== null) await auth.store.revoke(sessionId, 'sign_out')
    auth.cookies.clear(res)
    return null
  })
