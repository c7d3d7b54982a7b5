'use client'

import { createEscalationPolicyRequest, type EscalationPolicy } from '@mointering/api-contract/http/escalation'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { validate } from '../../api/validate'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { SelectField } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { onCallKey, savePolicy } from './on-call-api'
import { newStep, type StepForm, stepsOf, toSteps } from './policy-form'
import { StepFields } from './StepFields'

type Props = { policy: EscalationPolicy | null; open: boolean; onOpen: (open: boolean) => void }

const MOST_STEPS = 10
const REPEATS = Array.from({ length: 10 }, (_, count) => ({
  value: String(count),
  label: count === 0 ? 'Never' : count === 1 ? 'Once' : `${count} times`,
}))

/** Adds an escalation policy, or changes one. */
export function PolicyDialog({ policy, open, onOpen }: Props) {
  return (
    <Dialog title={policy ? `Edit ${policy.name}` : 'Add policy'} open={open} onOpen={onOpen}>
      <PolicyEditor key={policy?.id ?? 'new'} policy={policy} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function PolicyEditor({ policy, onClose }: { policy: EscalationPolicy | null; onClose: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const [name, setName] = useState(policy?.name ?? '')
  const [repeats, setRepeats] = useState(String(policy?.repeats ?? 0))
  const [steps, setSteps] = useState<StepForm[]>(() => stepsOf(policy))
  const { busy, problem, errors, run, setErrors } = useAction()

  const submit = () => {
    const body = { name, repeats: Number(repeats), steps: toSteps(steps) }
    const checked = validate(createEscalationPolicyRequest, body)
    if (checked.errors) return setErrors(checked.errors)
    return run(async () => {
      const saved = await savePolicy(workspace.id, policy, body)
      await client.invalidateQueries({ queryKey: onCallKey(workspace.id) })
      toasts.add({ title: policy ? `${saved.name} is saved` : `${saved.name} is added` })
      onClose()
    })
  }
  return (
    <FormDialog
      action={policy ? 'Save changes' : 'Add policy'}
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void submit()}
    >
      <TextField label="Name" value={name} onValue={setName} autoComplete="off" error={errors.name} />
      {steps.map((step, index) => (
        <StepFields
          key={step.key}
          index={index}
          step={step}
          errors={errors}
          onStep={(next) => setSteps(steps.map((one) => (one.key === step.key ? next : one)))}
          onRemove={steps.length > 1 ? () => setSteps(steps.filter((one) => one.key !== step.key)) : null}
        />
      ))}
      {errors.steps && (
        <p role="alert" className="text-down-text text-sm">
          {errors.steps}
        </p>
      )}
      {steps.length < MOST_STEPS && (
        <Button className="justify-self-start" onClick={() => setSteps([...steps, newStep()])}>
          Add step
        </Button>
      )}
      <SelectField
        label="Go through all steps again"
        value={repeats}
        options={REPEATS}
        onValue={setRepeats}
        hint="With at least 5 min between."
        error={errors.repeats}
      />
    </FormDialog>
  )
}
