'use client'

import type { OnCallSchedule } from '@mointering/api-contract/http/on-call'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { Badge } from '../../ui/Badge'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { CARD_CLASSES } from '../../ui/classes'
import { ErrorState } from '../../ui/ErrorState'
import { useNow } from '../../ui/now'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { toasts } from '../../ui/toasts'
import { useRefusal } from '../../workspace/use-refusal'
import { OverrideDialog } from './OverrideDialog'
import { OverrideList } from './OverrideList'
import { deleteSchedule, onCallKey, shiftsQuery } from './on-call-api'
import { ShiftStrip } from './ShiftStrip'
import { dayStart, formatHandover, fortnight } from './shift-words'

/** One schedule: who is on call now, the next two weeks, and who stands in. */
export function ScheduleCard({ schedule, onEdit }: { schedule: OnCallSchedule; onEdit: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const reason = useRefusal('channels:write')
  const titleId = useId()
  const [open, setOpen] = useState<'override' | 'delete' | null>(null)
  const fromMs = useNow(dayStart)
  const { days, toMs } = fortnight(fromMs)
  const shifts = useQuery(shiftsQuery(workspace.id, schedule.id, { fromMs, toMs }))
  const { id, name, timeZone, now } = schedule

  const remove = async () => {
    await deleteSchedule(workspace.id, id)
    await client.invalidateQueries({ queryKey: onCallKey(workspace.id) })
    toasts.add({ title: `${name} is deleted` })
  }
  return (
    <section aria-labelledby={titleId} className={`${CARD_CLASSES} min-w-0`}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4 sm:px-5">
        <div className="flex items-start justify-between gap-x-6 gap-y-3 max-sm:flex-col">
          <div className="grid min-w-0 gap-0.5">
            <h2 id={titleId} className="wrap-anywhere font-semibold">
              {name}
            </h2>
            <p className="wrap-anywhere text-sm text-text-2">
              {now ? (
                <>
                  <strong className="font-medium text-text">{now.person.name}</strong> is on call
                  {now.until ? ` until ${formatHandover(now.until)}` : ' for more than a week'}
                </>
              ) : (
                <Badge tone="degraded">Nobody is on call now</Badge>
              )}
            </p>
            <p className="text-sm text-text-3">Hands over on the clock of {timeZone}</p>
          </div>
          <div className="flex flex-wrap gap-2">
            <ReasonedButton reason={reason} onClick={() => setOpen('override')}>
              Let somebody stand in<span className="sr-only"> for {name}</span>
            </ReasonedButton>
            <ReasonedButton reason={reason} look="quiet" onClick={onEdit}>
              Edit<span className="sr-only"> {name}</span>
            </ReasonedButton>
            <ReasonedButton reason={reason} look="quiet" onClick={() => setOpen('delete')}>
              Delete<span className="sr-only"> {name}</span>
            </ReasonedButton>
          </div>
        </div>
        {shifts.data ? (
          <>
            <ShiftStrip name={name} shifts={shifts.data.items} days={days} fromMs={fromMs} toMs={toMs} />
            <OverrideList scheduleId={id} overrides={shifts.data.overrides} />
          </>
        ) : shifts.isPending ? (
          <div className="skeleton h-20" role="status" aria-label="Loading shifts" />
        ) : (
          <ErrorState
            problem={asApiProblem(shifts.error)}
            onRetry={() => void shifts.refetch()}
            busy={shifts.isFetching}
          />
        )}
      </div>
      <OverrideDialog
        schedule={schedule}
        open={open === 'override'}
        onOpen={(next) => setOpen(next ? 'override' : null)}
      />
      <ConfirmDialog
        title={`Delete ${name}?`}
        action="Delete schedule"
        open={open === 'delete'}
        onOpen={(next) => setOpen(next ? 'delete' : null)}
        onConfirm={remove}
      >
        <p>Nobody is on call by it any more. This cannot be undone.</p>
      </ConfirmDialog>
    </section>
  )
}
