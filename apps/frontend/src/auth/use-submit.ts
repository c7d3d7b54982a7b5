import { useCallback, useState } from 'react'
import type { z } from 'zod'
import { type ApiProblem, asApiProblem } from '../api/api-problem'
import { type FieldErrors, toFieldErrors } from '../monitors/form/field-errors'

type State = { errors: FieldErrors; problem: ApiProblem | null; busy: boolean }
const IDLE: State = { errors: {}, problem: null, busy: false }

/**
 * One form: validated by the contract, sent, refusals put to their fields. A `cancelled` one is no news to who cancelled. The form itself says
 * method="post": when somebody is faster than the scripts, the browser sends it, and a password must not end up in an address.
 */
export function useSubmit() {
  const [state, setState] = useState(IDLE)

  async function submit<Schema extends z.ZodType>(
    schema: Schema,
    fields: unknown,
    work: (values: z.output<Schema>) => Promise<void>,
  ): Promise<void> {
    const parsed = schema.safeParse(fields)
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
      return setState({ ...IDLE, errors: toFieldErrors(issues) })
    }
    setState({ ...IDLE, busy: true })
    try {
      await work(parsed.data)
      setState(IDLE)
    } catch (error) {
      setState(refusalOf(asApiProblem(error), Object.keys(parsed.data ?? {})))
    }
  }
  const clear = useCallback(() => setState(IDLE), [])
  return { ...state, submit, clear }
}

/** At the fields that the form has; what belongs to none of them is said above it. */
function refusalOf(problem: ApiProblem, fields: readonly string[]): State {
  if (problem.code === 'cancelled') return IDLE
  const errors = toFieldErrors(problem.issues)
  const shown = Object.keys(errors).some((path) => fields.includes(path))
  return { errors, problem: shown ? null : problem, busy: false }
}
