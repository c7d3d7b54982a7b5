'use client'

import { formatInterval } from '../../format/time'
import { SelectField } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'
import { suggestName } from './to-request'
import { tidyTarget } from './with-target'

const INTERVALS = ['1', '5', '10', '30', '60', '120', '300', '600', '1800', '3600', '21600', '86400']

/** Name and interval: what most people look at before they save. */
export function BasicFields({ form, update, errors }: FormProps) {
  const suggested = suggestName(tidyTarget(form))
  const intervals = INTERVALS.includes(form.intervalSeconds) ? INTERVALS : [...INTERVALS, form.intervalSeconds]
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label="Name"
        // Always there: a line that comes and goes would move the buttons below from under the pointer.
        hint={
          form.kind === 'heartbeat'
            ? 'What the job does, for example nightly backup'
            : `Left empty, it is called ${suggested || 'as its host'}`
        }
        name="name"
        autoComplete="off"
        value={form.name}
        onValue={(name) => update({ name })}
        error={errorAt(errors, 'name')}
      />
      {form.kind !== 'heartbeat' && (
        <SelectField
          label="Check every"
          value={form.intervalSeconds}
          options={intervals.map((value) => ({ value, label: formatInterval(Number(value)) }))}
          onValue={(intervalSeconds) => update({ intervalSeconds })}
          error={errorAt(errors, 'intervalSeconds')}
        />
      )}
    </div>
  )
}
