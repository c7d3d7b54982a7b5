import { safePath } from '../session/safe-path'

type Query = Record<string, string | undefined>

function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, value)
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}

/** `next`: where to go afterwards. It is left out where it would say nothing. */
const nextOf = (next: string | undefined) =>
  next === undefined || [safePath(null), '/'].includes(next) ? undefined : next

export const signInTo = (next?: string): string => withQuery('/sign-in', { next: nextOf(next) })
export const signUpFor = ({ next, invitation }: { next?: string; invitation?: string }): string =>
  withQuery('/sign-up', { next: nextOf(next), invitation })
export const invitationPage = (token: string): string => withQuery('/invitation', { token })

/** Where the browser goes to a provider. A full page load: it leaves this origin. */
export const providerStart = (
  provider: string,
  query: { intent?: 'sign-in' | 'link' | 'reauthenticate'; next?: string; invitation?: string },
): string => withQuery(`/api/v1/auth/providers/${encodeURIComponent(provider)}/start`, query)
