'use client'

import type { ReactNode } from 'react'
import type { ApiProblem } from '../api/api-problem'
import type { FieldErrors } from '../monitors/form/field-errors'
import { Button } from '../ui/Button'
import { useFocusInvalid } from '../ui/use-focus-invalid'
import { AuthProblem } from './AuthProblem'

type Props = {
  /** The verb on the button. */
  action: string
  busy: boolean
  errors: FieldErrors
  /** Stands above the fields; while it is a rate limit, the form waits. */
  problem: ApiProblem | null
  /** The rate limit is over. */
  onWaited: () => void
  onSubmit: () => void
  children?: ReactNode
}

/**
 * One form of the pages for who is not signed in. It says method="post": when somebody is faster than the scripts, the browser sends it, and a password
 * must not end up in an address.
 */
export function AuthForm({ action, busy, errors, problem, onWaited, onSubmit, children }: Props) {
  const form = useFocusInvalid(errors)
  const mustWait = problem !== null && problem.retryAfterSeconds !== null
  return (
    <form
      ref={form}
      noValidate
      method="post"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation() // a dialog's form is a descendant of the one that asked, in React's tree
        if (!busy && !mustWait) onSubmit()
      }}
    >
      <AuthProblem problem={problem} onWaited={onWaited} />
      {children}
      <Button type="submit" look="primary" busy={busy} disabled={mustWait} className="h-9">
        {action}
      </Button>
    </form>
  )
}
