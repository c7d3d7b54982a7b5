'use client'

import type { OnCallSchedule } from '@mointering/api-contract/http/on-call'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { CARD_CLASSES } from '../../ui/classes'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RowsSkeleton } from '../../workspace/RowsSkeleton'
import { useRefusal } from '../../workspace/use-refusal'
import type { Editing } from './OnCallPage'
import { schedulesQuery } from './on-call-api'
import { ScheduleCard } from './ScheduleCard'

/** The schedules, each with its next two weeks. */
export function Schedules({ onEdit }: { onEdit: (editing: Editing<OnCallSchedule>) => void }) {
  const { workspace } = useSession()
  const reason = useRefusal('channels:write')
  const schedules = useQuery(schedulesQuery(workspace.id))
  if (schedules.isPending) return <RowsSkeleton label="Loading schedules" />
  if (!schedules.data) {
    return (
      <div className={CARD_CLASSES}>
        <ErrorState
          problem={asApiProblem(schedules.error)}
          onRetry={() => void schedules.refetch()}
          busy={schedules.isFetching}
        />
      </div>
    )
  }
  if (schedules.data.length === 0) {
    return (
      <div className={CARD_CLASSES}>
        <EmptyState
          title="Nobody takes turns yet"
          action={
            <ReasonedButton reason={reason} onClick={() => onEdit('new')}>
              Add the first schedule
            </ReasonedButton>
          }
        >
          A schedule says who is on call when: people who take turns, by day or by week, and who stands in for whom.
        </EmptyState>
      </div>
    )
  }
  return schedules.data.map((schedule) => (
    <ScheduleCard key={schedule.id} schedule={schedule} onEdit={() => onEdit(schedule)} />
  ))
}
