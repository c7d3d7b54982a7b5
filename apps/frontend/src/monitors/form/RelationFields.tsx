'use client'

import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { ChosenField } from '../../ui/ChosenField'
import { type Option, SelectField } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { listQuery } from '../monitor-queries'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'

const REMINDERS: readonly Option<string>[] = [
  { value: '', label: 'Never' },
  { value: '15', label: 'Every 15 minutes' },
  { value: '30', label: 'Every 30 minutes' },
  { value: '60', label: 'Every hour' },
  { value: '240', label: 'Every 4 hours' },
  { value: '1440', label: 'Every day' },
]

/** Tags, what the monitor needs, and reminders. `ownId`: of the monitor itself, which it cannot need. */
export function RelationFields({ form, update, errors, ownId }: FormProps & { ownId: string | null }) {
  const { workspace } = useSession()
  const monitors = useQuery(listQuery(workspace.id)).data ?? []
  const others = monitors.filter(({ id }) => id !== ownId).map(({ id, name }) => ({ value: id, label: name }))
  const reminders = REMINDERS.some(({ value }) => value === form.remindEveryMinutes)
    ? REMINDERS
    : [...REMINDERS, { value: form.remindEveryMinutes, label: `Every ${form.remindEveryMinutes} minutes` }]
  return (
    <>
      <TextField
        label="Tags"
        hint="Separated by commas, for example production, eu. Rules and maintenance windows go by them."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={form.tags}
        onValue={(tags) => update({ tags })}
        error={errorAt(errors, 'tags')}
      />
      <ChosenField
        label="Depends on"
        listLabel="Monitors that this one needs"
        options={others}
        chosen={form.dependsOn}
        onChosen={(dependsOn) => update({ dependsOn })}
        placeholder="No other monitor"
        gone="A monitor that is gone"
        hint="While one of these is down, nobody is told of this one separately."
        error={errorAt(errors, 'dependsOn')}
      />
      <SelectField
        label="Remind while it is down"
        value={form.remindEveryMinutes}
        options={reminders}
        onValue={(remindEveryMinutes) => update({ remindEveryMinutes })}
        hint="Until somebody acknowledges the incident."
        error={errorAt(errors, 'remindEveryMinutes')}
      />
    </>
  )
}
