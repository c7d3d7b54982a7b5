'use client'

import { X } from 'lucide-react'
import { IconButton } from './IconButton'
import { type Option, SelectField } from './Select'

type Props = {
  label: string
  /** Of the list of what is chosen, for those who cannot see that it belongs to the field. */
  listLabel: string
  options: readonly Option<string>[]
  chosen: readonly string[]
  onChosen: (chosen: string[]) => void
  /** Shown while nothing is chosen. */
  placeholder: string
  /** What something is called that is no longer among the options. */
  gone: string
  hint?: string | undefined
  error?: string | undefined
}

/** Chooses any number of things from a list, one after another, and takes them away again. */
export function ChosenField({ label, listLabel, options, chosen, onChosen, placeholder, gone, hint, error }: Props) {
  const nameOf = (value: string) => options.find((option) => option.value === value)?.label ?? gone
  const left = options.filter(({ value }) => !chosen.includes(value))
  return (
    <div className="grid gap-2">
      {chosen.length > 0 && (
        <ul aria-label={listLabel} className="grid gap-1 text-sm">
          {chosen.map((value) => (
            <li key={value} className="flex items-center justify-between gap-2">
              <span className="wrap-anywhere min-w-0">{nameOf(value)}</span>
              <IconButton
                label={`Remove ${nameOf(value)}`}
                onClick={() => onChosen(chosen.filter((one) => one !== value))}
              >
                <X aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <SelectField
        label={label}
        value=""
        options={[{ value: '', label: chosen.length > 0 ? 'Choose another…' : placeholder }, ...left]}
        onValue={(value) => value !== '' && onChosen([...chosen, value])}
        hint={hint}
        error={error}
      />
    </div>
  )
}
