'use client'

import { SECRET_MASK } from '@mointering/api-contract/monitors/secret-mask'
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { TextArea } from '../../ui/TextArea'
import { TextField } from '../../ui/TextField'

type Props = {
  label: string
  hint?: string | undefined
  error?: string | undefined
  value: string
  onValue: (value: string) => void
  mono?: boolean
  /** Several lines, such as a key in PEM form. */
  long?: boolean
}

/** A secret that can be written and never read: a stored one is kept, or replaced by another. */
export function SecretField({ label, hint, error, value, onValue, mono = false, long = false }: Props) {
  const [wasStored] = useState(value === SECRET_MASK)
  // The button that was pressed goes: the focus goes on to what takes its place.
  const [moved, setMoved] = useState(false)
  const change = (to: string) => {
    setMoved(true)
    onValue(to)
  }
  if (value === SECRET_MASK) {
    return (
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <span className="flex h-8 items-center gap-2 pointer-coarse:h-10">
            <output {...control} className="flex-1 truncate text-sm text-text-2">
              Stored, shown to nobody
            </output>
            <Button aria-label={`Replace ${label}`} autoFocus={moved} onClick={() => change('')}>
              Replace
            </Button>
          </span>
        )}
      </Field>
    )
  }
  const field = { label, hint, error, value, onValue, autoFocus: moved }
  return (
    <div className="grid min-w-0 content-start gap-2">
      {long ? (
        <TextArea {...field} />
      ) : (
        <TextField {...field} mono={mono} type="password" autoComplete="new-password" />
      )}
      {wasStored && (
        <div>
          <Button
            aria-label={`Keep the stored value of ${label}`}
            look="quiet"
            onClick={() => change(SECRET_MASK)}
            className="-ml-3"
          >
            Keep the stored one
          </Button>
        </div>
      )}
    </div>
  )
}
