'use client'

import { useId } from 'react'
import type { Option } from './Select'

type Props<Value extends string> = {
  label: string
  value: Value | null
  options: readonly Option<Value>[]
  onValue: (value: Value) => void
}

/** A few choices side by side: radio buttons, so arrow keys move between them. */
export function Segmented<Value extends string>({ label, value, options, onValue }: Props<Value>) {
  const name = useId()
  return (
    <fieldset className="inline-flex shrink-0 justify-self-start rounded-md bg-sunken p-0.5 ring-1 ring-line ring-inset">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative grid h-7 place-items-center rounded-[5px] px-2.5 font-medium text-sm text-text-2 transition-colors pointer-coarse:h-9 hover:text-text has-checked:bg-surface has-checked:text-text has-checked:shadow-[0_0_0_1px_var(--line),0_1px_2px_rgb(0_0_0/0.06)] has-focus-visible:outline-2 has-focus-visible:outline-(--focus)"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
            className="absolute inset-0 opacity-0"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
