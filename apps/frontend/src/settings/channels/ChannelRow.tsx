'use client'

import type { Channel } from '@mointering/api-contract/http/channels'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { Badge } from '../../ui/Badge'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { ProblemBanner } from '../../ui/ProblemBanner'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RelativeTime } from '../../ui/RelativeTime'
import { toasts } from '../../ui/toasts'
import { useRefusal } from '../../workspace/use-refusal'
import { channelsQuery, deleteChannel, testChannel } from './channel-api'
import { isFormKind, kindWord } from './channel-fields'

export function ChannelRow({ channel, onEdit }: { channel: Channel; onEdit: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const reason = useRefusal('channels:write')
  const { busy, problem, run } = useAction()
  const [deleting, setDeleting] = useState(false)
  const { id, kind, name, enabled, isDefault, lastError, lastSentAt, failures } = channel

  const test = () =>
    run(async () => {
      const { state, lastError: error } = await testChannel(workspace.id, id)
      void client.invalidateQueries({ queryKey: ['deliveries', workspace.id] })
      void client.invalidateQueries({ queryKey: channelsQuery(workspace.id).queryKey })
      if (state === 'sent') toasts.add({ title: `${name} has taken the test` })
      else toasts.add({ title: `${name} has not taken the test`, description: error ?? 'It is still being tried.' })
    })
  const remove = async () => {
    await deleteChannel(workspace.id, id)
    client.setQueryData(channelsQuery(workspace.id).queryKey, (all) => all?.filter((other) => other.id !== id))
    toasts.add({ title: `${name} is deleted` })
  }
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center">
      <div className="grid min-w-0 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          <Badge>{kindWord(kind)}</Badge>
          {isDefault && <Badge tone="accent">Default</Badge>}
          {!enabled && <Badge>Off</Badge>}
          {failures > 0 && <Badge tone="down">Fails</Badge>}
        </p>
        <p className="text-sm text-text-3">
          {lastSentAt ? (
            <>
              Told something <RelativeTime at={lastSentAt} light />
            </>
          ) : (
            'Nothing was told here yet'
          )}
        </p>
        {lastError && failures > 0 && <p className="wrap-anywhere text-down-text text-sm">{lastError}</p>}
        <ProblemBanner problem={problem} />
      </div>
      <div className="flex flex-wrap gap-2">
        <ReasonedButton reason={reason} busy={busy} onClick={() => void test()}>
          Send a test
        </ReasonedButton>
        {isFormKind(kind) && (
          <ReasonedButton reason={reason} look="quiet" onClick={onEdit}>
            Edit<span className="sr-only"> {name}</span>
          </ReasonedButton>
        )}
        <ReasonedButton reason={reason} look="quiet" onClick={() => setDeleting(true)}>
          Delete<span className="sr-only"> {name}</span>
        </ReasonedButton>
      </div>
      <ConfirmDialog
        title={`Delete ${name}?`}
        action="Delete channel"
        open={deleting}
        onOpen={setDeleting}
        onConfirm={remove}
      >
        <p>Nobody is told on it any more, also not of what is waiting. Incidents stay as they are.</p>
      </ConfirmDialog>
    </li>
  )
}
