import type { ComponentProps } from 'react'
import { cx, INPUT_CLASSES } from './classes'
import { Field } from './Field'

type Props = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  label: string
  value: string
  onValue: (value: string) => void
  /** All six digits are there. */
  onComplete?: (code: string) => void
  error?: string | undefined
}

const DIGITS = 6

/** Six digits of an authenticator app. One field, so that pasting, autofill and screen readers work as everywhere. */
export function CodeField({ label, value, onValue, onComplete, error, ...input }: Props) {
  const take = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, DIGITS)
    onValue(digits)
    if (digits.length === DIGITS && digits !== value) onComplete?.(digits)
  }
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...input}
          {...control}
          value={value}
          onChange={(event) => take(event.target.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          name="code"
          placeholder="000000"
          className={cx(INPUT_CLASSES, 'figures h-11 text-center font-mono text-xl tracking-[0.3em]')}
        />
      )}
    </Field>
  )
}
