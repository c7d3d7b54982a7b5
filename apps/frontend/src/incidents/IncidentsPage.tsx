'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useSession } from '../../app/providers/SessionProvider'
import { PageHead } from '../settings/PageHead'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { Segmented } from '../ui/Segmented'
import { IncidentList } from './IncidentList'
import { incidentsQueryOf } from './incident-queries'

const STATES = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
] as const
type State = (typeof STATES)[number]['value']

/** What was wrong in the workspace, newest first. */
export function IncidentsPage() {
  const { workspace } = useSession()
  const wanted = useSearchParams().get('state')
  const state: State = wanted === 'open' || wanted === 'resolved' ? wanted : 'all'
  const incidents = useInfiniteQuery(incidentsQueryOf(workspace.id, { state: state === 'all' ? null : state }))
  const show = (next: State) =>
    window.history.replaceState(null, '', next === 'all' ? window.location.pathname : `?state=${next}`)
  return (
    <div className="mx-auto grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <PageHead
        title="Incidents"
        note="What was wrong, since when, and who was told."
        action={<Segmented label="Which incidents" value={state} options={STATES} onValue={show} />}
      />
      <IncidentList
        incidents={incidents}
        empty={
          state === 'all' ? (
            <EmptyState title="Nothing was ever wrong">
              When a monitor fails and its re-checks agree, an incident is opened here: with its evidence, its timeline
              and what was told to whom.
            </EmptyState>
          ) : (
            <EmptyState
              title={state === 'open' ? 'Nothing is wrong right now' : 'Nothing was resolved yet'}
              action={<Button onClick={() => show('all')}>Show all</Button>}
            >
              There is no incident of that kind.
            </EmptyState>
          )
        }
      />
    </div>
  )
}
