'use client'

import { useId } from 'react'

type Choice<Value extends string> = { value: Value; label: string; note: string }
type Props<Value extends string> = {
  label: string
  options: readonly Choice<Value>[]
  error?: string | undefined
} & (
  | { type: 'one'; value: Value; onValue: (value: Value) => void }
  | { type: 'many'; value: readonly Value[]; onValue: (value: Value[]) => void }
)

/** A few choices that need a sentence each: radio buttons for one, check boxes for many. */
export function ChoiceCards<Value extends string>(props: Props<Value>) {
  const { label, options, error } = props
  const name = useId()
  const isChosen = (value: Value) => (props.type === 'one' ? props.value === value : props.value.includes(value))
  const choose = (value: Value) => {
    if (props.type === 'one') return props.onValue(value)
    props.onValue(isChosen(value) ? props.value.filter((other) => other !== value) : [...props.value, value])
  }
  return (
    <fieldset className="grid min-w-0 gap-1.5" aria-describedby={error ? `${name}-error` : undefined}>
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      <div className="divide-y divide-line rounded-md border border-line-strong/50">
        {options.map(({ value, label: title, note }) => (
          <label
            key={value}
            className="flex gap-3 px-3 py-2.5 transition-colors first:rounded-t-md last:rounded-b-md hover:bg-hover has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-(--focus)"
          >
            <input
              type={props.type === 'one' ? 'radio' : 'checkbox'}
              name={name}
              value={value}
              checked={isChosen(value)}
              onChange={() => choose(value)}
              className="mt-0.5 size-4 shrink-0 accent-(--accent) outline-none"
            />
            <span className="min-w-0">
              <span className="block font-medium text-sm">{title}</span>
              <span className="block text-sm text-text-2">{note}</span>
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${name}-error`} role="alert" className="text-down-text text-sm">
          {error}
        </p>
      )}
    </fieldset>
  )
}
