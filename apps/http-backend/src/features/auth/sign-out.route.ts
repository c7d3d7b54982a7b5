import type { AuthServices } from '../../auth/auth-services.js'
import { heldSession } from '../../auth/held-session.js'
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
  publicEndpoint(shape, async ({ req, res, by }) => {
    const sessionId = await heldSession(auth, req)
    if (sessionId !== null) await auth.endSession(by, { sessionId }, 'sign_out')
    auth.cookies.clear(res)
    return null
  })
