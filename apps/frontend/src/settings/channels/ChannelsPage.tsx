'use client'

import type { Channel } from '@mointering/api-contract/http/channels'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { CARD_CLASSES } from '../../ui/classes'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RowsSkeleton } from '../../workspace/RowsSkeleton'
import { useRefusal } from '../../workspace/use-refusal'
import { PageHead } from '../PageHead'
import { RoutingCard } from '../routing/RoutingCard'
import { ChannelDialog } from './ChannelDialog'
import { ChannelRow } from './ChannelRow'
import { channelsQuery } from './channel-api'
import { DeliveryLog } from './DeliveryLog'

/** Which channel the dialog is about; 'new' makes one. */
type Editing = Channel | 'new' | null

/** The ways in which people are told of incidents. */
export function ChannelsPage() {
  const reason = useRefusal('channels:write')
  const [editing, setEditing] = useState<Editing>(null)
  return (
    <>
      <PageHead
        title="Channels"
        note="Where people are told of incidents. A default channel hears of every monitor."
        action={
          <ReasonedButton look="primary" reason={reason} onClick={() => setEditing('new')}>
            <Plus className="size-4" aria-hidden="true" />
            Add channel
          </ReasonedButton>
        }
      />
      <Channels onEdit={setEditing} />
      <RoutingCard />
      <DeliveryLog />
      <ChannelDialog
        channel={editing === 'new' ? null : editing}
        open={editing !== null}
        onOpen={(open) => open || setEditing(null)}
      />
    </>
  )
}

function Channels({ onEdit }: { onEdit: (editing: Editing) => void }) {
  const { workspace } = useSession()
  const reason = useRefusal('channels:write')
  const channels = useQuery(channelsQuery(workspace.id))
  if (channels.isPending) return <RowsSkeleton label="Loading channels" />
  if (!channels.data) {
    return (
      <div className={CARD_CLASSES}>
        <ErrorState
          problem={asApiProblem(channels.error)}
          onRetry={() => void channels.refetch()}
          busy={channels.isFetching}
        />
      </div>
    )
  }
  if (channels.data.length === 0) {
    return (
      <div className={CARD_CLASSES}>
        <EmptyState
          title="Nobody is told yet"
          action={
            <ReasonedButton reason={reason} onClick={() => onEdit('new')}>
              Add the first channel
            </ReasonedButton>
          }
        >
          Incidents are opened and kept, but nobody hears of them. Add e-mail, Slack, a webhook or another one, and send
          a test.
        </EmptyState>
      </div>
    )
  }
  return (
    <ul aria-label="Channels" className={`${CARD_CLASSES} divide-y divide-line`}>
      {channels.data.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} onEdit={() => onEdit(channel)} />
      ))}
    </ul>
  )
}
