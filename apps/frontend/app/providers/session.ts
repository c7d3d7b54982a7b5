import 'server-only'
import { sessionReply } from '@mointering/api-contract/http/accounts'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { ApiProblem } from '../../src/api/api-problem'
import { readApi } from '../../src/api/server-api'
import { signInPath } from '../../src/session/safe-path'
import { type Session, toSession } from '../../src/session/session'

/** Set by proxy.ts: the address that the browser asked for. */
export const PATH_HEADER = 'x-mointering-path'

/** The session behind this request, or null. Asks the API at most once a render; a cookie by itself proves nothing. Rejects with ApiProblem when the API cannot answer. */
export const getSession = cache(async (): Promise<Session | null> => {
  try {
    return toSession(await readApi(sessionReply, '/auth/session'))
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null
    throw error
  }
})

/** Call it where data is read, not only in a layout: a layout does not render again on navigation. */
export async function requireSession(): Promise<Session> {
  const session = await getSession()
  if (session) return session
  redirect(signInPath((await headers()).get(PATH_HEADER) ?? '/'))
}
