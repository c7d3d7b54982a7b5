import { sessionReply } from '@mointering/api-contract/http/accounts'
import { useState } from 'react'
import type { z } from 'zod'
import { callApi, forgetCsrfToken } from '../api/api-client'
import { type ApiProblem, asApiProblem } from '../api/api-problem'
import { type FieldErrors, toFieldErrors } from '../monitors/form/field-errors'

type State = { errors: FieldErrors; problem: ApiProblem | null; busy: boolean }

/** Validates by the contract, sends, and leaves for `next` with a full page load, so that the server sees the new cookies. */
export function useAuthForm(schema: z.ZodType, path: string, next: string) {
  const [state, setState] = useState<State>({ errors: {}, problem: null, busy: false })

  async function submit(fields: Record<string, string>) {
    const parsed = schema.safeParse(fields)
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
      return setState({ errors: toFieldErrors(issues), problem: null, busy: false })
    }
    setState({ errors: {}, problem: null, busy: true })
    try {
      await callApi(sessionReply, path, { method: 'POST', body: parsed.data, stayOnSignedOut: true })
      forgetCsrfToken()
      window.location.assign(next)
    } catch (error) {
      const problem = asApiProblem(error)
      const errors = toFieldErrors(problem.issues)
      setState({ errors, problem: Object.keys(errors).length > 0 ? null : problem, busy: false })
    }
  }
  return { ...state, submit }
}
