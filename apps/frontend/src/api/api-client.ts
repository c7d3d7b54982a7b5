import { CSRF_HEADER, csrfReply, sessionReply } from '@mointering/api-contract/http/accounts'
import { z } from 'zod'
import { signInPath } from '../session/safe-path'
import { ApiProblem, offlineProblem, readProblem } from './api-problem'

// Without this zod compiles validators with `new Function`, which our Content-Security-Policy forbids.
z.config({ jitless: true })

export type CallOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Stay here when nobody is signed in (the sign-in page itself). */
  stayOnSignedOut?: boolean
}

const refusalListeners = new Set<() => void>()

/** Calls back when something was refused that one's role or membership may have to do with (403, 404). Gives back how to stop. */
export function onRefusal(listener: () => void): () => void {
  refusalListeners.add(listener)
  return () => void refusalListeners.delete(listener)
}

let csrfToken: Promise<string> | null = null
let refreshing: Promise<boolean> | null = null

/**
 * Calls the API from the browser and validates the reply. Rejects with ApiProblem only. An expired session is renewed once, by one call for
 * the whole tab, and the request repeated; when that fails the browser goes to the sign-in page, and comes back afterwards.
 */
export async function callApi<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  options: CallOptions = {},
): Promise<z.output<Schema>> {
  try {
    return await callOnce(schema, path, options)
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    if (error.code === 'forbidden' || error.code === 'not_found') for (const listener of refusalListeners) listener()
    if (error.code === 'csrf_failed') {
      csrfToken = null
      return callOnce(schema, path, options)
    }
    if (error.code !== 'not_signed_in' || options.stayOnSignedOut) throw error
    if (await renewSession()) return callOnce(schema, path, options)
    goToSignIn()
    throw error
  }
}

/** Renews the session's cookies, once for everybody who asks meanwhile. False when it is over; a lost connection rejects. */
export function renewSession(): Promise<boolean> {
  refreshing ??= callOnce(sessionReply, '/auth/refresh', { method: 'POST' })
    .then(() => true)
    .catch((error: unknown) => {
      if (error instanceof ApiProblem && (error.status === 401 || error.status === 403)) return false
      throw error
    })
    .finally(() => {
      refreshing = null
      csrfToken = null // bound to the session
    })
  return refreshing
}

/** Forgets the token of a session that has just begun or ended. */
export function forgetCsrfToken(): void {
  csrfToken = null
}

export function goToSignIn(): void {
  window.location.assign(signInPath(window.location.pathname + window.location.search))
}

async function callOnce<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  options: CallOptions,
): Promise<z.output<Schema>> {
  const method = options.method ?? 'GET'
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (method !== 'GET') headers[CSRF_HEADER] = await fetchCsrfToken()
  const response = await send(path, {
    method,
    headers,
    credentials: 'same-origin',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  })
  if (!response.ok) throw await readProblem(response)
  const parsed = schema.safeParse(response.status === 204 ? undefined : await response.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  throw new ApiProblem(
    {
      code: 'bad_reply',
      message: 'The server’s answer could not be read. Reload the page: it may be older than the server.',
      status: response.status,
      requestId: response.headers.get('x-request-id'),
    },
    parsed.error,
  )
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw offlineProblem(error)
  }
}

function fetchCsrfToken(): Promise<string> {
  csrfToken ??= callOnce(csrfReply, '/auth/csrf', {})
    .then(({ token }) => token)
    .catch((error: unknown) => {
      csrfToken = null
      throw error
    })
  return csrfToken
}
