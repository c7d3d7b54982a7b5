import { sessionReply } from '@mointering/api-contract/http/accounts'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'
import { sessionBody } from './session-answer.js'

const shape = {
  method: 'get',
  path: '/api/v1/auth/session',
  summary: 'Who is signed in',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: nothing.optional(),
  reply: sessionReply,
  status: 200,
} as const

export const readSessionRoute = () => sessionEndpoint(shape, async ({ session }) => sessionBody(session))
