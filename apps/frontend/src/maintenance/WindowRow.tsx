'use client'

import type { MaintenanceWindow } from '@mointering/api-contract/http/maintenance'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { listQuery } from '../monitors/monitor-queries'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import { ReasonedButton } from '../ui/ReasonedButton'
import { toasts } from '../ui/toasts'
import { useRefusal } from '../workspace/use-refusal'
import { deleteWindow, endWindow, windowsKey } from './maintenance-api'
import { scopeLine, whenLine } from './window-words'

/** `now`: when the window was read. */
export function WindowRow({ window, now }: { window: MaintenanceWindow; now: number }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const reason = useRefusal('monitors:write')
  const monitors = useQuery(listQuery(workspace.id)).data ?? []
  const [asking, setAsking] = useState<'end' | 'delete' | null>(null)
  const { id, name, note, rrule } = window
  const nameOf = (monitorId: string) => monitors.find((one) => one.id === monitorId)?.name ?? 'a monitor that is gone'
  const done = async (title: string) => {
    await client.invalidateQueries({ queryKey: windowsKey(workspace.id) })
    toasts.add({ title })
  }
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-5">
      <div className="grid min-w-0 gap-1">
        <p className="wrap-anywhere font-medium">{name}</p>
        <p className="wrap-anywhere text-sm text-text-2">{whenLine(window, now)}</p>
        <p className="wrap-anywhere text-sm text-text-3">{scopeLine(window, nameOf)}</p>
        {note && <p className="wrap-anywhere whitespace-pre-line text-sm text-text-2">{note}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        {window.inForce && (
          <ReasonedButton reason={reason} onClick={() => setAsking('end')}>
            End now<span className="sr-only"> {name}</span>
          </ReasonedButton>
        )}
        <ReasonedButton reason={reason} look="quiet" onClick={() => setAsking('delete')}>
          Delete<span className="sr-only"> {name}</span>
        </ReasonedButton>
      </div>
      <ConfirmDialog
        title={`End ${name}?`}
        action="End now"
        open={asking === 'end'}
        onOpen={(open) => open || setAsking(null)}
        onConfirm={async () => {
          await endWindow(workspace.id, id)
          await done(`${name} has ended`)
        }}
      >
        <p>
          Whatever is still down is told from now on.
          {rrule && ' It does not come back either: plan a new one for that.'}
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        title={`Delete ${name}?`}
        action="Delete window"
        open={asking === 'delete'}
        onOpen={(open) => open || setAsking(null)}
        onConfirm={async () => {
          await deleteWindow(workspace.id, id)
          await done(`${name} is deleted`)
        }}
      >
        <p>It is as if it had never been planned. Whatever is still down is told from now on.</p>
      </ConfirmDialog>
    </li>
  )
}
