'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowUp, X } from 'lucide-react'
import { useSession } from '../../../app/providers/SessionProvider'
import { IconButton } from '../../ui/IconButton'
import { SelectField } from '../../ui/Select'
import { contactsQuery } from './on-call-api'
import { movedUp } from './schedule-form'

type Props = {
  participants: readonly string[]
  onParticipants: (participants: string[]) => void
  error: string | undefined
}

/** Who takes turns, in their order. */
export function ParticipantFields({ participants, onParticipants, error }: Props) {
  const { workspace } = useSession()
  const members = useQuery(contactsQuery(workspace.id)).data ?? []
  const nameOf = (id: string) => members.find(({ userId }) => userId === id)?.name ?? 'Somebody who left'
  const left = members.filter(({ userId }) => !participants.includes(userId))
  return (
    <div className="grid gap-2">
      {participants.length > 0 && (
        <ol aria-label="Who takes turns" className="grid gap-1 text-sm">
          {participants.map((id, index) => (
            <li key={id} className="flex items-center gap-2">
              <span className="figures w-5 text-text-3" aria-hidden="true">
                {index + 1}.
              </span>
              <span className="wrap-anywhere min-w-0 flex-1">{nameOf(id)}</span>
              {index > 0 && (
                <IconButton
                  label={`Move ${nameOf(id)} up`}
                  onClick={() => onParticipants(movedUp(participants, index))}
                >
                  <ArrowUp aria-hidden="true" />
                </IconButton>
              )}
              <IconButton
                label={`Remove ${nameOf(id)}`}
                onClick={() => onParticipants(participants.filter((one) => one !== id))}
              >
                <X aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
      <SelectField
        label="Add somebody"
        value=""
        options={[
          { value: '', label: left.length > 0 ? 'Choose…' : 'Everybody is in' },
          ...left.map(({ userId, name }) => ({ value: userId, label: name })),
        ]}
        onValue={(userId) => userId !== '' && onParticipants([...participants, userId])}
        error={error}
      />
    </div>
  )
}
