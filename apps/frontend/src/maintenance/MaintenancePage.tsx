'use client'

import type { MaintenanceWindow } from '@mointering/api-contract/http/maintenance'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { asApiProblem } from '../api/api-problem'
import { PageHead } from '../settings/PageHead'
import { SettingsCard } from '../settings/SettingsCard'
import { CARD_CLASSES } from '../ui/classes'
import { EmptyState } from '../ui/EmptyState'
import { ErrorState } from '../ui/ErrorState'
import { ReasonedButton } from '../ui/ReasonedButton'
import { RowsSkeleton } from '../workspace/RowsSkeleton'
import { useRefusal } from '../workspace/use-refusal'
import { windowsQuery } from './maintenance-api'
import { WindowDialog } from './WindowDialog'
import { WindowRow } from './WindowRow'
import { stateOf, type WindowState } from './window-words'

const GROUPS: readonly { state: WindowState; title: string }[] = [
  { state: 'in_force', title: 'In force' },
  { state: 'upcoming', title: 'Upcoming' },
  { state: 'past', title: 'Past' },
]

/** Times in which failures are expected. `?monitor=` begins with the dialog for that one. */
export function MaintenancePage() {
  const { workspace } = useSession()
  const reason = useRefusal('monitors:write')
  const monitorId = useSearchParams().get('monitor')
  const [adding, setAdding] = useState(monitorId !== null && reason === null)
  const windows = useQuery(windowsQuery(workspace.id))
  const now = windows.dataUpdatedAt
  const add = (label: string, look?: 'primary') => (
    <ReasonedButton reason={reason} onClick={() => setAdding(true)} {...(look && { look })}>
      <Plus className="size-4" aria-hidden="true" />
      {label}
    </ReasonedButton>
  )
  return (
    <div className="mx-auto grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <PageHead
        title="Maintenance"
        note="Times in which failures are expected: incidents are kept, and nobody is told of them."
        action={add('Add window', 'primary')}
      />
      {windows.isPending && <RowsSkeleton label="Loading maintenance windows" />}
      {windows.isError && !windows.data && (
        <div className={CARD_CLASSES}>
          <ErrorState
            problem={asApiProblem(windows.error)}
            onRetry={() => void windows.refetch()}
            busy={windows.isFetching}
          />
        </div>
      )}
      {windows.data?.length === 0 && (
        <div className={CARD_CLASSES}>
          <EmptyState title="Nothing is planned" action={add('Add the first window')}>
            Plan a window before you take something down, or start one right now. It can come back every week.
          </EmptyState>
        </div>
      )}
      {GROUPS.map(({ state, title }) => (
        <Group
          key={state}
          title={title}
          now={now}
          windows={(windows.data ?? []).filter((one) => stateOf(one, now) === state)}
        />
      ))}
      <WindowDialog open={adding} onOpen={setAdding} monitorId={monitorId} />
    </div>
  )
}

function Group({ title, windows, now }: { title: string; windows: readonly MaintenanceWindow[]; now: number }) {
  if (windows.length === 0) return null
  return (
    <SettingsCard title={title}>
      <ul aria-label={title} className="-mx-4 -mb-4 divide-y divide-line border-line border-t sm:-mx-5">
        {windows.map((window) => (
          <WindowRow key={window.id} window={window} now={now} />
        ))}
      </ul>
    </SettingsCard>
  )
}
