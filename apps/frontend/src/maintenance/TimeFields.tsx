'use client'

import { errorAt, type FieldErrors } from '../monitors/form/field-errors'
import { SelectField } from '../ui/Select'
import { TextField } from '../ui/TextField'
import { NextOccurrences } from './NextOccurrences'
import { DURATIONS, REPEATS, ruleOf, UNTIL_ENDED, type WindowForm } from './window-form'

/** 1 is Monday. */
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

type Props = {
  form: WindowForm
  set: (changes: Partial<WindowForm>) => void
  errors: FieldErrors
  timeZone: string
}

/** When a window begins, how long it lasts, and when it comes back. */
export function TimeFields({ form, set, errors, timeZone }: Props) {
  const isRecurring = form.when === 'recurring'
  const toggle = (day: number) =>
    set({ days: form.days.includes(day) ? form.days.filter((one) => one !== day) : [...form.days, day] })
  return (
    <>
      {form.when !== 'now' && (
        <TextField
          label={isRecurring ? 'For the first time' : 'Begins'}
          type="datetime-local"
          value={form.startsAt}
          onValue={(startsAt) => set({ startsAt })}
          hint={`In your time zone, ${timeZone}`}
          error={errorAt(errors, 'startsAt')}
        />
      )}
      <SelectField
        label="Lasts"
        value={form.durationSeconds}
        options={isRecurring ? DURATIONS : [...DURATIONS, UNTIL_ENDED]}
        onValue={(durationSeconds) => set({ durationSeconds })}
        error={errorAt(errors, 'durationSeconds')}
      />
      {isRecurring && (
        <SelectField
          label="Comes back"
          value={form.repeat}
          options={REPEATS}
          onValue={(repeat) => set({ repeat })}
          error={errorAt(errors, 'rrule')}
        />
      )}
      {isRecurring && form.repeat === 'weekly' && (
        <fieldset>
          <legend className="mb-1.5 font-medium text-sm">On these days</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {DAYS.map((name, index) => (
              <label key={name} className="flex items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  checked={form.days.includes(index + 1)}
                  onChange={() => toggle(index + 1)}
                  className="size-4 accent-(--accent)"
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {isRecurring && (
        <NextOccurrences
          startsAt={form.startsAt}
          durationSeconds={form.durationSeconds}
          rrule={ruleOf(form)}
          timeZone={timeZone}
        />
      )}
    </>
  )
}
