'use client'

import { createMaintenanceRequest, startMaintenanceRequest } from '@mointering/api-contract/http/maintenance'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { useAction } from '../api/use-action'
import { validate } from '../api/validate'
import { errorAt } from '../monitors/form/field-errors'
import { listQuery } from '../monitors/monitor-queries'
import { wallTimeOf } from '../settings/on-call/wall-times'
import { ChosenField } from '../ui/ChosenField'
import { Dialog } from '../ui/Dialog'
import { FormDialog } from '../ui/FormDialog'
import { SelectField } from '../ui/Select'
import { TextField } from '../ui/TextField'
import { toasts } from '../ui/toasts'
import { planWindow, startWindow, windowsKey } from './maintenance-api'
import { TimeFields } from './TimeFields'
import { toWindow, toWindowNow, WHEN, type WindowForm } from './window-form'

const HOUR_MS = 3_600_000

type Props = {
  open: boolean
  onOpen: (open: boolean) => void /** What it is about at first; null: everything. */
  monitorId: string | null
}

/** Plans a maintenance window, or starts one. */
export function WindowDialog({ open, onOpen, monitorId }: Props) {
  return (
    <Dialog title="Add maintenance window" open={open} onOpen={onOpen}>
      <WindowEditor monitorId={monitorId} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function WindowEditor({ monitorId, onClose }: { monitorId: string | null; onClose: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const monitors = useQuery(listQuery(workspace.id)).data ?? []
  const [timeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [form, setForm] = useState<WindowForm>(() => ({
    name: '',
    when: 'now',
    startsAt: wallTimeOf(Date.now() + HOUR_MS),
    durationSeconds: '3600',
    repeat: 'weekly',
    days: [],
    monitorIds: monitorId ? [monitorId] : [],
    tags: '',
  }))
  const { busy, problem, errors, run, setErrors } = useAction()
  const set = (changes: Partial<WindowForm>) => setForm({ ...form, ...changes })

  const submit = () => {
    const [now, later] = [toWindowNow(form), toWindow(form, timeZone)]
    const isNow = form.when === 'now'
    const checked = isNow ? validate(startMaintenanceRequest, now) : validate(createMaintenanceRequest, later)
    if (checked.errors) return setErrors(checked.errors)
    const add = () => (isNow ? startWindow(workspace.id, now) : planWindow(workspace.id, later))
    return run(async () => {
      const { name, inForce } = await add()
      await client.invalidateQueries({ queryKey: windowsKey(workspace.id) })
      toasts.add({ title: inForce ? `${name} has begun` : `${name} is planned` })
      onClose()
    })
  }
  return (
    <FormDialog
      action={form.when === 'now' ? 'Start maintenance' : 'Plan maintenance'}
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void submit()}
    >
      <TextField
        label="Name"
        value={form.name}
        onValue={(name) => set({ name })}
        autoComplete="off"
        placeholder="Database upgrade"
        error={errors.name}
      />
      <SelectField label="When" value={form.when} options={WHEN} onValue={(when) => set({ when })} />
      <TimeFields form={form} set={set} errors={errors} timeZone={timeZone} />
      <ChosenField
        label="Monitors"
        listLabel="Monitors of the window"
        options={monitors.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={form.monitorIds}
        onChosen={(monitorIds) => set({ monitorIds })}
        placeholder={form.tags.trim() === '' ? 'All monitors' : 'Those with the tags below'}
        gone="A monitor that is gone"
        error={errorAt(errors, 'monitorIds')}
      />
      <TextField
        label="Or with one of these tags"
        value={form.tags}
        onValue={(tags) => set({ tags })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="Separated by commas."
        error={errorAt(errors, 'tags')}
      />
    </FormDialog>
  )
}
