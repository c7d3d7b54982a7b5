'use client'

import { X } from 'lucide-react'
import { IconButton } from '../../ui/IconButton'
import { TextField } from '../../ui/TextField'
import type { HoursForm } from './schedule-form'

/** 1 is Monday, as in the contract. */
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

type Props = { hours: HoursForm; error: string | undefined; onHours: (hours: HoursForm) => void; onRemove: () => void }

/** Hours of the day on some days of the week. */
export function HoursFields({ hours, error, onHours, onRemove }: Props) {
  const toggle = (day: number) => {
    const days = hours.days.includes(day) ? hours.days.filter((one) => one !== day) : [...hours.days, day]
    onHours({ ...hours, days: days.toSorted() })
  }
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-md bg-sunken p-3">
      <legend className="sr-only">Hours</legend>
      <div className="flex items-start justify-between gap-2">
        <div className="flex flex-wrap gap-1">
          {DAYS.map((name, index) => (
            <label
              key={name}
              className="relative grid h-8 min-w-9 place-items-center rounded-md border border-line px-1.5 text-sm text-text-2 transition-colors has-checked:border-transparent has-checked:bg-accent-soft has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:outline-(--focus) pointer-coarse:h-10 hover:text-text"
            >
              <input
                type="checkbox"
                aria-label={name}
                checked={hours.days.includes(index + 1)}
                onChange={() => toggle(index + 1)}
                className="absolute inset-0 opacity-0"
              />
              {name.slice(0, 2)}
            </label>
          ))}
        </div>
        <IconButton label="Remove these hours" onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <TextField label="From" type="time" value={hours.from} onValue={(from) => onHours({ ...hours, from })} />
        <TextField label="To" type="time" value={hours.to} onValue={(to) => onHours({ ...hours, to })} />
      </div>
      {error && (
        <p role="alert" className="text-down-text text-sm">
          {error}
        </p>
      )}
    </fieldset>
  )
}
