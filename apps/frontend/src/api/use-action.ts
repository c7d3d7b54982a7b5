import { useState } from 'react'
import { type FieldErrors, toFieldErrors } from '../monitors/form/field-errors'
import { type ApiProblem, asApiProblem } from './api-problem'

type State = {
  busy: boolean
  /** What was refused and cannot be said at a field. */
  problem: ApiProblem | null
  /** What was refused, by field. */
  errors: FieldErrors
}
const QUIET: State = { busy: false, problem: null, errors: {} }

/** One thing that a person asked for: whether it is under way, and why it was refused. */
export function useAction() {
  const [state, setState] = useState(QUIET)
  async function run(work: () => Promise<void>): Promise<void> {
    setState({ ...QUIET, busy: true })
    try {
      await work()
      setState(QUIET)
    } catch (error) {
      const problem = asApiProblem(error)
      if (problem.code === 'cancelled') return setState(QUIET) // their own choice
      const errors = toFieldErrors(problem.issues)
      setState({ busy: false, errors, problem: Object.keys(errors).length > 0 ? null : problem })
    }
  }
  return { ...state, run, setErrors: (errors: FieldErrors) => setState({ ...QUIET, errors }) }
}
