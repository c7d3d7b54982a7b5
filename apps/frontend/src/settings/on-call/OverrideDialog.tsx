'use client'

import { createOnCallOverrideRequest, type OnCallSchedule } from '@mointering/api-contract/http/on-call'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { validate } from '../../api/validate'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { SelectField } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { addOverride, contactsQuery, onCallKey } from './on-call-api'
import { instantOf, wallTimeOf } from './wall-times'

type Props = { schedule: OnCallSchedule; open: boolean; onOpen: (open: boolean) => void }

const HOUR_MS = 3_600_000

/** Lets somebody stand in for a while, whatever the layers say. */
export function OverrideDialog({ schedule, open, onOpen }: Props) {
  return (
    <Dialog title={`Stand in for ${schedule.name}`} open={open} onOpen={onOpen} narrow>
      <OverrideEditor schedule={schedule} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function OverrideEditor({ schedule, onClose }: { schedule: OnCallSchedule; onClose: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const members = useQuery(contactsQuery(workspace.id)).data ?? []
  const [userId, setUserId] = useState('')
  const [from, setFrom] = useState(() => wallTimeOf(Date.now()))
  const [to, setTo] = useState(() => wallTimeOf(Date.now() + 12 * HOUR_MS))
  const { busy, problem, errors, run, setErrors } = useAction()
  const chosen = userId === '' ? (members[0]?.userId ?? '') : userId

  const submit = () => {
    const body = { userId: chosen, from: instantOf(from), to: instantOf(to) }
    const checked = validate(createOnCallOverrideRequest, body)
    if (checked.errors) return setErrors(checked.errors)
    return run(async () => {
      const { person } = await addOverride(workspace.id, schedule.id, body)
      await client.invalidateQueries({ queryKey: onCallKey(workspace.id) })
      toasts.add({ title: `${person.name} stands in` })
      onClose()
    })
  }
  return (
    <FormDialog
      action="Stand in"
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void submit()}
    >
      <SelectField
        label="Who"
        value={chosen}
        options={members.map((member) => ({ value: member.userId, label: member.name }))}
        onValue={setUserId}
        error={errors.userId}
      />
      <TextField
        label="From"
        type="datetime-local"
        value={from}
        onValue={setFrom}
        error={errors.from}
        hint="In your time zone"
      />
      <TextField label="To" type="datetime-local" value={to} onValue={setTo} error={errors.to} />
    </FormDialog>
  )
}
