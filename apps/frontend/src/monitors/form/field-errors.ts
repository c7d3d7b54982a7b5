import { createMonitorRequest } from '@mointering/api-contract/monitors/monitor'
import type { MonitorForm } from './monitor-form'
import { toRequest } from './to-request'

/** Message by path in the request, "headers.0.value" style. */
export type FieldErrors = Readonly<Record<string, string>>
type Issue = { path: string; message: string }

/** What is wrong with a form by the contract's own rules; empty when it may be sent. */
export function validateForm(form: MonitorForm): FieldErrors {
  const parsed = createMonitorRequest.safeParse(toRequest(form))
  if (parsed.success) return {}
  // A name left empty is made from the target: while that is wrong, there is nothing to say about the name.
  const optionalName = form.name.trim() === '' && form.kind !== 'heartbeat'
  return toFieldErrors(
    parsed.error.issues
      .filter(({ path }) => !(optionalName && path[0] === 'name'))
      .map((issue) => ({ path: issue.path.join('.'), message: friendly(issue.message, issue.code) })),
  )
}

/** First message of each path; issues of the API come in the same paths. A leading "body." is dropped. */
export function toFieldErrors(issues: readonly Issue[]): FieldErrors {
  const errors: Record<string, string> = {}
  for (const { path, message } of issues) errors[path.replace(/^body\./, '')] ??= message
  return errors
}

/** The message for a field: of its own path, else of anything below it ("acceptStatus.0.min" belongs to "acceptStatus"). */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  return errors[path] ?? Object.entries(errors).find(([key]) => key.startsWith(`${path}.`))?.[1]
}

/** The contract's texts are for people except where zod speaks of its types. */
function friendly(message: string, code: string): string {
  if (code === 'invalid_type') return /NaN|number|int/.test(message) ? 'Enter a whole number' : 'Fill this in'
  return message
    .replace(/^Too small: expected \w+ to be >=?\s*(.+)$/, 'Must be at least $1')
    .replace(/^Too big: expected \w+ to be <=?\s*(.+)$/, 'Must be at most $1')
}
