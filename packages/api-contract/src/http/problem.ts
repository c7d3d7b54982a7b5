import { z } from 'zod'

/** Every expected refusal, and the status it is answered with. docs/errors.md is generated from this. */
export const PROBLEMS = {
  invalid_input: { status: 400, title: 'The request is not valid' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'E-mail address or password is wrong' },
  wrong_code: { status: 401, title: 'The code is wrong or was used already' },
  passkey_refused: { status: 401, title: 'This passkey was not accepted' },
  reauthentication_required: { status: 403, title: 'Prove once more that it is you' },
  link_invalid: { status: 410, title: 'This link is used up, has expired, or never was one' },
  csrf_failed: { status: 403, title: 'The request did not come from this site’s own page' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  sign_up_closed: { status: 403, title: 'This installation takes no new accounts' },
  not_found: { status: 404, title: 'There is no such thing here' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'That clashes with what is already there' },
  stale_version: { status: 412, title: 'Somebody else changed it meanwhile' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  idempotency_mismatch: { status: 422, title: 'This Idempotency-Key was used for another request' },
  limit_reached: { status: 422, title: 'A limit of this workspace is reached' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'A part of the system is not reachable right now' },
  probe_timeout: { status: 504, title: 'No prober answered in time' },
} as const satisfies Record<string, { status: number; title: string }>
export type ProblemCode = keyof typeof PROBLEMS

/** RFC 9457 body, sent as application/problem+json. `issues` names the fields of an invalid request by path. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof problem>
