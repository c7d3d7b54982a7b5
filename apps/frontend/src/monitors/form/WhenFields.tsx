'use client'

import { TextField } from '../../ui/TextField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'
import { RegionFields } from './RegionFields'

/** Confirmation, timeout and regions. */
export function WhenFields({ form, update, errors }: FormProps) {
  const probed = form.kind !== 'heartbeat'
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label="Failures until down"
          hint="In a row"
          inputMode="numeric"
          value={form.confirmations}
          onValue={(confirmations) => update({ confirmations })}
          error={errorAt(errors, 'confirmations')}
        />
        <TextField
          label="Successes until up"
          hint="In a row"
          inputMode="numeric"
          value={form.recoveries}
          onValue={(recoveries) => update({ recoveries })}
          error={errorAt(errors, 'recoveries')}
        />
        {probed && (
          <TextField
            label="Timeout"
            hint="Over the whole check; empty: 10 s, at most the interval"
            unit="s"
            inputMode="decimal"
            value={form.timeoutSeconds}
            onValue={(timeoutSeconds) => update({ timeoutSeconds })}
            error={errorAt(errors, 'timeoutMs')}
          />
        )}
      </div>
      {probed && <RegionFields form={form} update={update} errors={errors} />}
      {probed && (
        <TextField
          label="Regions that must have looked"
          hint="With fewer the verdict is unknown, and nobody is told"
          inputMode="numeric"
          value={form.minRegions}
          onValue={(minRegions) => update({ minRegions })}
          error={errorAt(errors, 'minRegions')}
          className="sm:max-w-60"
        />
      )}
    </>
  )
}
