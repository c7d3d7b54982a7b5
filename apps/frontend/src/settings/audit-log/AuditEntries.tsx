import type { auditLogReply } from '@mointering/api-contract/http/audit-log'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { z } from 'zod'
import { asApiProblem } from '../../api/api-problem'
import { Button } from '../../ui/Button'
import { CARD_CLASSES } from '../../ui/classes'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { RowsSkeleton } from '../../workspace/RowsSkeleton'
import { AuditRow } from './AuditRow'

type Props = {
  entries: UseInfiniteQueryResult<InfiniteData<z.infer<typeof auditLogReply>>>
  filtered: boolean
  onShowAll: () => void
}

export function AuditEntries({ entries, filtered, onShowAll }: Props) {
  if (entries.isPending) return <RowsSkeleton label="Loading the audit log" rows={6} />
  const items = entries.data?.pages.flatMap((page) => page.items) ?? []
  if (entries.isError && items.length === 0) {
    return (
      <div className={CARD_CLASSES}>
        <ErrorState
          problem={asApiProblem(entries.error)}
          onRetry={() => void entries.refetch()}
          busy={entries.isFetching}
        />
      </div>
    )
  }
  if (items.length === 0) {
    return (
      <div className={CARD_CLASSES}>
        {filtered ? (
          <EmptyState title="Nothing matches" action={<Button onClick={onShowAll}>Show all</Button>}>
            Nobody did anything like that in that time.
          </EmptyState>
        ) : (
          <EmptyState title="Nothing yet">
            Changes to monitors, members, API keys and the workspace appear here, with who made them and from where.
          </EmptyState>
        )}
      </div>
    )
  }
  return (
    <div className={CARD_CLASSES}>
      <ol aria-label="Audit log" className="divide-y divide-line">
        {items.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </ol>
      {entries.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button look="quiet" onClick={() => void entries.fetchNextPage()} busy={entries.isFetchingNextPage}>
            Load more
          </Button>
          {entries.isFetchNextPageError && (
            <p role="alert" className="mt-2 text-down-text text-sm">
              {asApiProblem(entries.error).message}
            </p>
          )}
        </div>
      )}
    </div>
  )
}
