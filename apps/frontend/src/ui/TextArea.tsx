import type { ReactNode } from 'react'
import { cx, INPUT_CLASSES } from './classes'
import { Field } from './Field'

type Props = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  value: string
  onValue: (value: string) => void
  rows?: number
  placeholder?: string
  autoFocus?: boolean
}

export function TextArea({ label, hint, error, value, onValue, rows = 3, ...rest }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...rest}
          {...control}
          rows={rows}
          value={value}
          spellCheck={false}
          onChange={(event) => onValue(event.target.value)}
          className={cx(INPUT_CLASSES, 'resize-y py-1.5 font-mono text-sm')}
        />
      )}
    </Field>
  )
}
