'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { asApiProblem } from '../../api/api-problem'
import { SettingsCard } from '../../settings/SettingsCard'
import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { RelativeTime } from '../../ui/RelativeTime'
import { RowsSkeleton } from '../../workspace/RowsSkeleton'
import { activityQuery } from '../account-queries'
import { activityWords } from './activity-words'

/** What happened with the account, newest first: sign-ins, refused ones, changes. */
export function ActivityCard() {
  const activity = useInfiniteQuery(activityQuery())
  const items = activity.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <SettingsCard title="Recent activity" note="What happened with this account, and from where.">
      {activity.isPending && <RowsSkeleton label="Loading activity" />}
      {activity.isError && items.length === 0 && (
        <ErrorState
          problem={asApiProblem(activity.error)}
          onRetry={() => void activity.refetch()}
          busy={activity.isFetching}
        />
      )}
      {activity.isSuccess && items.length === 0 && <p className="text-sm text-text-3">Nothing yet</p>}
      {items.length > 0 && (
        <ol aria-label="Activity" className="divide-y divide-line rounded-md border border-line">
          {items.map((entry) => (
            <li key={entry.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-3 py-2">
              <p className="min-w-0">{activityWords(entry)}</p>
              <p className="text-sm text-text-3">
                {[entry.device, entry.ipAddress].map((part) => part && `${part} · `)}
                <RelativeTime at={entry.at} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {activity.hasNextPage && (
        <Button
          look="quiet"
          className="justify-self-center"
          busy={activity.isFetchingNextPage}
          onClick={() => void activity.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </SettingsCard>
  )
}
