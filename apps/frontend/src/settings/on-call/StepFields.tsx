'use client'

import { X } from 'lucide-react'
import { errorAt, type FieldErrors } from '../../monitors/form/field-errors'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { SelectField } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import type { StepForm } from './policy-form'
import { targetOf, useTargets } from './use-targets'

type Props = {
  index: number
  step: StepForm
  errors: FieldErrors
  onStep: (step: StepForm) => void
  /** Null: it is the only one. */
  onRemove: (() => void) | null
}

/** One step of a policy: when, and whom. */
export function StepFields({ index, step, errors, onStep, onRemove }: Props) {
  const { options, nameOf } = useTargets()
  const chosen = new Set(step.targets.map(({ kind, id }) => `${kind}:${id}`))
  const left = options.filter(({ value }) => !chosen.has(value))
  const label = index === 0 ? 'After the incident opened' : 'After the step before'
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-md border border-line p-3">
      <legend className="px-1 font-medium text-sm">Step {index + 1}</legend>
      <TextField
        label={label}
        type="number"
        min={0}
        max={1440}
        step="any"
        inputMode="decimal"
        unit="min"
        value={step.minutes}
        onValue={(minutes) => onStep({ ...step, minutes })}
        error={errorAt(errors, `steps.${index}.delaySeconds`) && 'Enter minutes, from 0 to 1440'}
      />
      {step.targets.length > 0 && (
        <ul aria-label={`Told by step ${index + 1}`} className="grid gap-1 text-sm">
          {step.targets.map((target) => (
            <li key={`${target.kind}:${target.id}`} className="flex items-center justify-between gap-2">
              <span className="wrap-anywhere min-w-0">{nameOf(target)}</span>
              <IconButton
                label={`Remove ${nameOf(target)}`}
                onClick={() => onStep({ ...step, targets: step.targets.filter((one) => one !== target) })}
              >
                <X aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <SelectField
        label="Tell"
        value=""
        options={[{ value: '', label: 'Choose…' }, ...left]}
        onValue={(value) => {
          const target = targetOf(value)
          if (target) onStep({ ...step, targets: [...step.targets, target] })
        }}
        error={errorAt(errors, `steps.${index}.targets`)}
      />
      {onRemove && (
        <Button look="quiet" className="justify-self-start" onClick={onRemove}>
          Remove step {index + 1}
        </Button>
      )}
    </fieldset>
  )
}
