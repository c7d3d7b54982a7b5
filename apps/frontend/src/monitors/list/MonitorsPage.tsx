'use client'

import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { Button, buttonClasses } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { listQuery } from '../monitor-queries'
import { FirstMonitor } from './FirstMonitor'
import { ListFilters } from './ListFilters'
import { ListSummary } from './ListSummary'
import { arrange, countChanges, filterItems, type ListFilter, type ListOrder, makeOrder } from './list-order'
import { MonitorTable } from './MonitorTable'
import { MonitorTableSkeleton } from './MonitorTableSkeleton'

const ALL: ListFilter = { search: '', status: 'all' }

/** The list of monitors. `first`: the first page as the server read it, null when it could not. */
export function MonitorsPage({ first }: { first: MonitorListItem[] | null }) {
  const { workspace, canEdit } = useSession()
  // Shown at once, and refreshed after the page has come alive.
  const list = useQuery({
    ...listQuery(workspace.id),
    ...(first ? { initialData: first, initialDataUpdatedAt: 0 } : {}),
  })
  const [filter, setFilter] = useState(ALL)
  const [order, setOrder] = useState<ListOrder | null>(null)
  const items = list.data
  // Made when the rows first come, then only when asked: nothing moves under the pointer.
  if (items && items.length > 0 && order === null) setOrder(makeOrder(items))

  const rows = useMemo(() => (items && order ? filterItems(arrange(items, order), filter) : []), [items, order, filter])
  const changes = items && order ? countChanges(items, order) : 0

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1">
          <h1 className="font-semibold text-xl">Monitors</h1>
          {items && items.length > 0 && (
            <ListSummary items={items} onStatus={(status) => setFilter({ ...filter, status })} />
          )}
        </div>
        {canEdit && items && items.length > 0 && (
          <Link href="/monitors/new" className={buttonClasses('primary')}>
            <Plus className="size-4" aria-hidden="true" />
            Add monitor
          </Link>
        )}
      </div>
      {list.isPending && <MonitorTableSkeleton />}
      {list.isError && !items && (
        <ErrorState problem={asApiProblem(list.error)} onRetry={() => void list.refetch()} busy={list.isFetching} />
      )}
      {items?.length === 0 && <FirstMonitor canEdit={canEdit} />}
      {items && items.length > 0 && (
        <>
          <ListFilters
            filter={filter}
            onFilter={setFilter}
            changes={changes}
            stale={list.isError}
            onSort={() => setOrder(makeOrder(items))}
          />
          <MonitorTable rows={rows} />
          {rows.length === 0 && (
            <EmptyState title="No monitor matches" action={<Button onClick={() => setFilter(ALL)}>Show all</Button>}>
              Nothing has that name, target or status.
            </EmptyState>
          )}
        </>
      )}
    </div>
  )
}
