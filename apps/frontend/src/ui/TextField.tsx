import type { ComponentProps, ReactNode } from 'react'
import { cx, INPUT_CLASSES } from './classes'
import { Field } from './Field'

type Props = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  label: string
  hint?: ReactNode
  error?: string | undefined
  value: string
  onValue: (value: string) => void
  /** Addresses, codes and headers are set in mono. */
  mono?: boolean
  /** Unit after the field: "s", "ms". */
  unit?: string
}

export function TextField({ label, hint, error, onValue, mono = false, unit, className, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="relative block">
          <input
            {...input}
            {...control}
            onChange={(event) => onValue(event.target.value)}
            className={cx(
              INPUT_CLASSES,
              'h-8 pointer-coarse:h-10',
              input.readOnly && 'border-line bg-sunken text-text-2 hover:border-line',
              mono && 'font-mono text-sm',
              unit && 'figures pr-10',
              className,
            )}
          />
          {unit && (
            <span
              className="pointer-events-none absolute inset-y-0 right-2.5 grid place-items-center text-sm text-text-3"
              aria-hidden="true"
            >
              {unit}
            </span>
          )}
        </span>
      )}
    </Field>
  )
}
