import 'server-only'
import { type SessionReply, sessionReply } from '@mointering/api-contract/http/accounts'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { ApiProblem } from '../../src/api/api-problem'
import { readApi } from '../../src/api/server-api'
import { readPreference } from '../../src/session/preference-cookies'
import { signInPath } from '../../src/session/safe-path'
import { type Session, toSession, WORKSPACE_COOKIE } from '../../src/session/session'

/** Set by proxy.ts: the address that the browser asked for. */
export const PATH_HEADER = 'x-mointering-path'

/** Who is behind this request, with all their workspaces, or null. Asks the API at most once a render; a cookie by itself proves nothing. Rejects with ApiProblem when the API cannot answer. */
export const getSession = cache(async (): Promise<SessionReply | null> => {
  try {
    return await readApi(sessionReply, '/auth/session')
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null
    throw error
  }
})

/** The person, with or without a workspace; without a session off to the sign-in page. */
export async function requirePerson(): Promise<SessionReply> {
  const person = await getSession()
  if (person) return person
  redirect(signInPath((await headers()).get(PATH_HEADER) ?? '/'))
}

/** The person and the workspace they are in; without one off to where it is made. Call it where data is read, not only in a layout: a layout does not render again on navigation. */
export async function requireSession(): Promise<Session> {
  const person = await requirePerson()
  const store = await cookies()
  const session = toSession(
    person,
    readPreference((name) => store.get(name)?.value, WORKSPACE_COOKIE),
  )
  return session ?? redirect('/workspaces')
}
