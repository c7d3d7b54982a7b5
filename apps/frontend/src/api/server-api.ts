import 'server-only'
import { headers } from 'next/headers'
import type { z } from 'zod'
import { apiInternalUrl } from '../frontend.config'
import { ApiProblem, offlineProblem, readProblem } from './api-problem'

const TIMEOUT_MS = 8_000

/** Asks the API for the person behind this request (their cookies are passed on). Rejects with ApiProblem. For reading only. */
export function readApi<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.output<Schema>> {
  return request(schema, path, {})
}

/** A question that goes by POST because it holds a secret, which must not stand in an address. It changes nothing. Rejects with ApiProblem. */
export function askApi<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  body: unknown,
): Promise<z.output<Schema>> {
  return request(schema, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

async function request<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  init: { method?: 'POST'; headers?: Record<string, string>; body?: string },
): Promise<z.output<Schema>> {
  const incoming = await headers()
  const response = await fetch(`${apiInternalUrl()}/api/v1${path}`, {
    ...init,
    headers: { ...forwarded(incoming), ...init.headers },
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw offlineProblem(error)
  })
  if (!response.ok) throw await readProblem(response)
  const parsed = schema.safeParse(await response.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  throw new ApiProblem(
    { code: 'bad_reply', message: 'The API answered something else than agreed.', status: response.status },
    parsed.error,
  )
}

/** The same, null instead of a refusal: for what the browser will ask for again anyway, and then shows its own error. */
export async function prefetchApi<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
): Promise<z.output<Schema> | null> {
  return readApi(schema, path).catch((error: unknown) => {
    if (error instanceof ApiProblem) return null
    throw error
  })
}

function forwarded(incoming: Headers): Record<string, string> {
  const passed: Record<string, string> = { accept: 'application/json' }
  for (const name of [
    'cookie',
    'user-agent',
    'x-forwarded-for',
    'x-forwarded-proto',
    'x-forwarded-host',
    'x-request-id',
  ]) {
    const value = incoming.get(name)
    if (value) passed[name] = value
  }
  return passed
}
