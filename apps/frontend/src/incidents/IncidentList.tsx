import type { incidentsReply } from '@mointering/api-contract/http/incidents'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { asApiProblem } from '../api/api-problem'
import { Button } from '../ui/Button'
import { CARD_CLASSES } from '../ui/classes'
import { ErrorState } from '../ui/ErrorState'
import { RowsSkeleton } from '../workspace/RowsSkeleton'
import { IncidentRow } from './IncidentRow'

type Props = {
  incidents: UseInfiniteQueryResult<InfiniteData<z.infer<typeof incidentsReply>>>
  /** What stands there when there are none. */
  empty: ReactNode
}

export function IncidentList({ incidents, empty }: Props) {
  if (incidents.isPending) return <RowsSkeleton label="Loading incidents" rows={4} />
  const items = incidents.data?.pages.flatMap((page) => page.items) ?? []
  if (incidents.isError && items.length === 0) {
    return (
      <div className={CARD_CLASSES}>
        <ErrorState
          problem={asApiProblem(incidents.error)}
          onRetry={() => void incidents.refetch()}
          busy={incidents.isFetching}
        />
      </div>
    )
  }
  if (items.length === 0) return <div className={CARD_CLASSES}>{empty}</div>
  return (
    <div className={CARD_CLASSES}>
      <ul aria-label="Incidents" className="divide-y divide-line">
        {items.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} />
        ))}
      </ul>
      {incidents.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button look="quiet" onClick={() => void incidents.fetchNextPage()} busy={incidents.isFetchingNextPage}>
            Load more
          </Button>
        </div>
      )}
    </div>
  )
}
