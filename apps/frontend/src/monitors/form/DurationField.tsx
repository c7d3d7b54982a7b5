'use client'

import { useState } from 'react'
import { cx, INPUT_CLASSES } from '../../ui/classes'
import { Field } from '../../ui/Field'
import { Select } from '../../ui/Select'

const UNITS = [
  { value: '1', label: 'seconds' },
  { value: '60', label: 'minutes' },
  { value: '3600', label: 'hours' },
  { value: '86400', label: 'days' },
] as const
type Unit = (typeof UNITS)[number]['value']

type Props = {
  label: string
  hint?: string | undefined
  error?: string | undefined /** Text of a number of seconds. */
  seconds: string
  onSeconds: (seconds: string) => void
}

/** A duration as number and unit; the form holds seconds. */
export function DurationField({ label, hint, error, seconds, onSeconds }: Props) {
  const [unit, setUnit] = useState<Unit>(() => unitOf(seconds))
  const shown =
    seconds.trim() === '' || Number.isNaN(Number(seconds)) ? seconds : String(Number(seconds) / Number(unit))
  const toSeconds = (text: string, by: Unit) =>
    text.trim() === '' || Number.isNaN(Number(text)) ? text : String(Math.round(Number(text) * Number(by)))
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="flex gap-2">
          <input
            {...control}
            inputMode="numeric"
            value={shown}
            onChange={(event) => onSeconds(toSeconds(event.target.value, unit))}
            className={cx(INPUT_CLASSES, 'figures h-8 pointer-coarse:h-10')}
          />
          <span className="w-28 shrink-0">
            <Select
              aria-label={`Unit of ${label}`}
              value={unit}
              options={UNITS}
              onValue={(next) => {
                setUnit(next)
                onSeconds(toSeconds(shown, next))
              }}
            />
          </span>
        </span>
      )}
    </Field>
  )
}

function unitOf(seconds: string): Unit {
  const count = Number(seconds)
  const fits = UNITS.filter(({ value }) => count >= Number(value) && count % Number(value) === 0)
  return fits.at(-1)?.value ?? '1'
}
