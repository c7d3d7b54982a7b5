'use client'

import { createOnCallScheduleRequest, type OnCallSchedule } from '@mointering/api-contract/http/on-call'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { validate } from '../../api/validate'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { LayerFields } from './LayerFields'
import { onCallKey, saveSchedule } from './on-call-api'
import { type LayerForm, layersOf, newLayer, toLayers } from './schedule-form'
import { wallTimeOf } from './wall-times'

type Props = { schedule: OnCallSchedule | null; open: boolean; onOpen: (open: boolean) => void }

const MOST_LAYERS = 5

/** Adds a schedule, or changes one. */
export function ScheduleDialog({ schedule, open, onOpen }: Props) {
  return (
    <Dialog title={schedule ? `Edit ${schedule.name}` : 'Add schedule'} open={open} onOpen={onOpen}>
      <ScheduleEditor key={schedule?.id ?? 'new'} schedule={schedule} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function ScheduleEditor({ schedule, onClose }: { schedule: OnCallSchedule | null; onClose: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const [name, setName] = useState(schedule?.name ?? '')
  const [timeZone, setTimeZone] = useState(() => schedule?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [layers, setLayers] = useState<LayerForm[]>(() =>
    schedule ? layersOf(schedule) : [newLayer('Layer 1', wallTimeOf(Date.now()))],
  )
  const { busy, problem, errors, run, setErrors } = useAction()

  const submit = () => {
    const body = { name, timeZone, layers: toLayers(layers) }
    const checked = validate(createOnCallScheduleRequest, body)
    if (checked.errors) return setErrors(checked.errors)
    return run(async () => {
      const saved = await saveSchedule(workspace.id, schedule, body)
      await client.invalidateQueries({ queryKey: onCallKey(workspace.id) })
      toasts.add({ title: schedule ? `${saved.name} is saved` : `${saved.name} is added` })
      onClose()
    })
  }
  return (
    <FormDialog
      action={schedule ? 'Save changes' : 'Add schedule'}
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void submit()}
    >
      <TextField label="Name" value={name} onValue={setName} autoComplete="off" error={errors.name} />
      <TextField
        label="Time zone"
        value={timeZone}
        onValue={setTimeZone}
        autoComplete="off"
        spellCheck={false}
        hint="Handovers follow its clock, also when it changes."
        error={errors.timeZone}
      />
      {layers.map((layer, index) => (
        <LayerFields
          key={layer.key}
          index={index}
          layer={layer}
          errors={errors}
          onLayer={(next) => setLayers(layers.map((one) => (one.key === layer.key ? next : one)))}
          onRemove={layers.length > 1 ? () => setLayers(layers.filter((one) => one.key !== layer.key)) : null}
        />
      ))}
      {errors.layers && (
        <p role="alert" className="text-down-text text-sm">
          {errors.layers}
        </p>
      )}
      {layers.length < MOST_LAYERS && (
        <div className="grid justify-items-start gap-1.5">
          <Button
            onClick={() => setLayers([...layers, newLayer(`Layer ${layers.length + 1}`, wallTimeOf(Date.now()))])}
          >
            Add layer
          </Button>
          <p className="text-sm text-text-3">
            A later layer goes before the earlier ones while somebody is on call in it.
          </p>
        </div>
      )}
    </FormDialog>
  )
}
