import { type Problem, problem } from '@mointering/api-contract/http/problem'

/** Why a call did not succeed. `code` is the contract's, or `offline` (no answer at all) or `bad_reply` (not what was agreed). */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly code: string
  readonly status: number
  readonly requestId: string | null
  readonly issues: NonNullable<Problem['issues']>
  /** Of a rate limit: how long to wait. */
  readonly retryAfterSeconds: number | null

  constructor(
    fields: {
      code: string
      message: string
      status?: number
      requestId?: string | null
      issues?: Problem['issues']
      retryAfterSeconds?: number | null
    },
    cause?: unknown,
  ) {
    super(fields.message, { cause })
    this.code = fields.code
    this.status = fields.status ?? 0
    this.requestId = fields.requestId ?? null
    this.issues = fields.issues ?? []
    this.retryAfterSeconds = fields.retryAfterSeconds ?? null
  }
}

/** Reads a refusal. Never throws: an answer that is no problem+json (a gateway's page, say) still becomes an ApiProblem. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const parsed = problem.safeParse(await response.json().catch(() => null))
  if (parsed.success) {
    const message = parsed.data.detail || parsed.data.title
    return new ApiProblem({
      ...parsed.data,
      message,
      retryAfterSeconds: secondsOf(response.headers.get('retry-after')),
    })
  }
  return new ApiProblem({
    code: response.status === 401 ? 'not_signed_in' : 'bad_reply',
    message: `The server answered ${response.status} without saying why. Try again in a moment.`,
    status: response.status,
    requestId: response.headers.get('x-request-id'),
  })
}

/** Retry-After in its form of seconds (RFC 9110 10.2.3), the only one that the API sends. */
const secondsOf = (header: string | null): number | null => (header && /^\d{1,6}$/.test(header) ? Number(header) : null)

export const offlineProblem = (cause: unknown): ApiProblem =>
  new ApiProblem({ code: 'offline', message: 'The server cannot be reached. Check your connection.' }, cause)

/** Any thrown thing as an ApiProblem, to show it. */
export function asApiProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem(
    { code: 'internal', message: 'Something went wrong on this page. Reload it and try again.' },
    error,
  )
}
