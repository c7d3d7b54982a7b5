'use client'

import { OFFERED_KINDS } from '@mointering/api-contract/channels/channel-settings'
import { type Channel, createChannelRequest } from '@mointering/api-contract/http/channels'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { toFieldErrors } from '../../monitors/form/field-errors'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { SelectField } from '../../ui/Select'
import { SwitchField } from '../../ui/SwitchField'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { ChannelFields } from './ChannelFields'
import { channelsQuery, createChannel, updateChannel } from './channel-api'
import { CHANNEL_FORMS, type FormKind, isFormKind } from './channel-fields'
import { type ChannelValues, settingsOf, valuesOf } from './channel-values'

type Props = { channel: Channel | null; open: boolean; onOpen: (open: boolean) => void }

const KINDS = OFFERED_KINDS.filter(isFormKind).map((value) => ({ value, label: CHANNEL_FORMS[value].word }))

/** Adds a channel, or changes one. */
export function ChannelDialog({ channel, open, onOpen }: Props) {
  return (
    <Dialog title={channel ? `Edit ${channel.name}` : 'Add channel'} open={open} onOpen={onOpen}>
      <ChannelEditor key={channel?.id ?? 'new'} channel={channel} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function ChannelEditor({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const [kind, setKind] = useState<FormKind>(channel && isFormKind(channel.kind) ? channel.kind : 'email')
  const [name, setName] = useState(channel?.name ?? '')
  const [isDefault, setIsDefault] = useState(channel?.isDefault ?? true)
  const [enabled, setEnabled] = useState(channel?.enabled ?? true)
  const [values, setValues] = useState<ChannelValues>(() => valuesOf(kind, channel?.settings ?? null))
  const { busy, problem, errors, run, setErrors } = useAction()

  const chooseKind = (next: string) => {
    if (!isFormKind(next)) return
    setKind(next)
    setValues(valuesOf(next, null))
  }
  const submit = () => {
    const settings = settingsOf(kind, values, channel?.settings ?? null)
    const body = { name: name.trim() === '' ? CHANNEL_FORMS[kind].word : name, isDefault, enabled, settings }
    // A mask stands for a stored secret, whose shape only the API knows.
    const parsed = channel ? null : createChannelRequest.safeParse(body)
    if (parsed?.error)
      return setErrors(
        toFieldErrors(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))),
      )
    return run(async () => {
      const saved = await (channel ? updateChannel(workspace.id, channel, body) : createChannel(workspace.id, body))
      client.setQueryData(channelsQuery(workspace.id).queryKey, (all) =>
        channel ? all?.map((other) => (other.id === saved.id ? saved : other)) : [...(all ?? []), saved],
      )
      toasts.add({
        title: channel ? `${saved.name} is saved` : `${saved.name} is added`,
        description: 'Send a test to see that it works.',
      })
      onClose()
    })
  }
  return (
    <FormDialog
      action={channel ? 'Save changes' : 'Add channel'}
      busy={busy}
      problem={problem}
      onCancel={onClose}
      onSubmit={() => void submit()}
    >
      {channel === null && <SelectField label="Kind" value={kind} options={KINDS} onValue={chooseKind} />}
      <TextField
        label="Name"
        value={name}
        onValue={setName}
        placeholder={CHANNEL_FORMS[kind].word}
        autoComplete="off"
        error={errors.name}
      />
      <ChannelFields
        fields={CHANNEL_FORMS[kind].fields}
        values={values}
        errors={errors}
        onValue={(field, value) => setValues({ ...values, [field]: value })}
      />
      <SwitchField
        label="Default"
        hint="Hears of every monitor that no rule sends elsewhere."
        checked={isDefault}
        onChecked={setIsDefault}
      />
      {channel && <SwitchField label="On" hint="Off: nothing is told here." checked={enabled} onChecked={setEnabled} />}
    </FormDialog>
  )
}
