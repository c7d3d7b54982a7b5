'use client'

import type { ReactNode } from 'react'
import type { ApiProblem } from '../api/api-problem'
import type { FieldErrors } from '../monitors/form/field-errors'
import { Button, type ButtonLook } from './Button'
import { ProblemBanner } from './ProblemBanner'
import { useFocusInvalid } from './use-focus-invalid'

type Props = {
  /** The verb on the button. */
  action: string
  look?: ButtonLook
  busy: boolean
  /** The button waits for something, for example a name to be typed. */
  locked?: boolean
  problem: ApiProblem | null
  /** At its fields; the first of them gets the focus. */
  errors?: FieldErrors
  onSubmit: () => void
  onCancel: () => void
  children: ReactNode
}

/** What stands in a dialog that asks for something: fields, what went wrong, the button that does it, and a way out. */
export function FormDialog({
  action,
  look = 'primary',
  busy,
  locked = false,
  problem,
  errors,
  onSubmit,
  onCancel,
  children,
}: Props) {
  const form = useFocusInvalid(errors)
  return (
    <form
      ref={form}
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy && !locked) onSubmit()
      }}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 overflow-y-auto p-4">
        {children}
        <ProblemBanner problem={problem} />
      </div>
      <div className="flex justify-end gap-2 border-line border-t px-4 py-3">
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look={look} busy={busy} disabled={locked}>
          {action}
        </Button>
      </div>
    </form>
  )
}
