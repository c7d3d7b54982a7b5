'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { cx, INPUT_CLASSES } from './classes'
import { Field } from './Field'

type Props = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type'> & {
  label: string
  hint?: ReactNode
  error?: string | undefined
  value: string
  onValue: (value: string) => void
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ label, hint, error, onValue, className, ...input }: Props) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="relative block">
          <input
            spellCheck={false}
            autoCapitalize="none"
            {...input}
            {...control}
            type={shown ? 'text' : 'password'}
            onChange={(event) => onValue(event.target.value)}
            className={cx(INPUT_CLASSES, 'h-8 pr-9 pointer-coarse:h-10 pointer-coarse:pr-11', className)}
          />
          <button
            type="button"
            aria-pressed={shown}
            aria-label={`Show ${label.toLowerCase()}`}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0 grid w-8 place-items-center rounded-md text-text-3 hover:text-text pointer-coarse:w-10"
          >
            <Icon className="size-4" aria-hidden="true" />
          </button>
        </span>
      )}
    </Field>
  )
}
