'use client'

import type { OnCallContact } from '@mointering/api-contract/http/on-call'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { useAction } from '../../api/use-action'
import { ErrorState } from '../../ui/ErrorState'
import { ProblemBanner } from '../../ui/ProblemBanner'
import { SelectField } from '../../ui/Select'
import { RowsSkeleton } from '../../workspace/RowsSkeleton'
import { useRefusal } from '../../workspace/use-refusal'
import { channelsQuery } from '../channels/channel-api'
import { SettingsCard } from '../SettingsCard'
import { contactsQuery, setContact } from './on-call-api'

const OWN_MAIL = 'mail'

/** Where each member is told when on call. */
export function ContactsCard() {
  const { workspace } = useSession()
  const contacts = useQuery(contactsQuery(workspace.id))
  return (
    <SettingsCard title="Where people are told" note="When they are on call, or a policy names them.">
      {contacts.data ? (
        <ul aria-label="Where people are told" className="grid gap-3">
          {contacts.data.map((contact) => (
            <ContactRow key={contact.userId} contact={contact} />
          ))}
        </ul>
      ) : contacts.isPending ? (
        <RowsSkeleton label="Loading members" rows={2} />
      ) : (
        <ErrorState
          problem={asApiProblem(contacts.error)}
          onRetry={() => void contacts.refetch()}
          busy={contacts.isFetching}
        />
      )}
    </SettingsCard>
  )
}

function ContactRow({ contact }: { contact: OnCallContact }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const reason = useRefusal('channels:write')
  const channels = useQuery(channelsQuery(workspace.id)).data ?? []
  const { busy, problem, run } = useAction()
  const { userId, name, channelId } = contact
  const save = (value: string) =>
    run(async () => {
      const saved = await setContact(workspace.id, userId, value === OWN_MAIL ? null : value)
      client.setQueryData(contactsQuery(workspace.id).queryKey, (all) =>
        all?.map((one) => (one.userId === userId ? saved : one)),
      )
    })
  return (
    <li className="grid max-w-md gap-2">
      <SelectField
        label={name}
        value={channelId ?? OWN_MAIL}
        options={[
          { value: OWN_MAIL, label: 'By mail to their own address' },
          ...channels.map((channel) => ({ value: channel.id, label: `Channel ${channel.name}` })),
        ]}
        onValue={(value) => void save(value)}
        disabled={busy || reason !== null}
        hint={reason ?? undefined}
      />
      <ProblemBanner problem={problem} />
    </li>
  )
}
