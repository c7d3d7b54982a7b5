'use client'

import { formatInterval } from '../../format/time'
import { Segmented } from '../../ui/Segmented'
import { TextField } from '../../ui/TextField'
import { DurationField } from './DurationField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'

const SCHEDULES = [
  { value: 'interval', label: 'At least every' },
  { value: 'cron', label: 'At cron times' },
] as const

/** When a job is expected to call. */
export function HeartbeatFields({ form, update, errors }: FormProps) {
  return (
    <div className="grid gap-4">
      <Segmented
        label="Schedule"
        value={form.scheduleType}
        options={SCHEDULES}
        onValue={(scheduleType) => update({ scheduleType })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {form.scheduleType === 'interval' ? (
          <DurationField
            label="A call is expected every"
            seconds={form.periodSeconds}
            onSeconds={(periodSeconds) => update({ periodSeconds })}
            error={errorAt(errors, 'schedule.periodSeconds')}
          />
        ) : (
          <>
            <TextField
              label="Cron expression"
              hint="Minute, hour, day, month, weekday"
              mono
              value={form.cron}
              onValue={(cron) => update({ cron })}
              error={errorAt(errors, 'schedule.expression')}
            />
            <TextField
              label="Time zone"
              value={form.timeZone}
              onValue={(timeZone) => update({ timeZone })}
              error={errorAt(errors, 'schedule.timeZone')}
            />
          </>
        )}
        <DurationField
          label="Grace"
          hint={
            /^\d+$/.test(form.graceSeconds)
              ? `Counts as missed ${formatInterval(Number(form.graceSeconds))} after it was due`
              : undefined
          }
          seconds={form.graceSeconds}
          onSeconds={(graceSeconds) => update({ graceSeconds })}
          error={errorAt(errors, 'graceSeconds')}
        />
      </div>
    </div>
  )
}
