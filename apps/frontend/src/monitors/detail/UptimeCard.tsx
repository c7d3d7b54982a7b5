'use client'

import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { CARD_CLASSES } from '../../ui/classes'
import { ErrorState } from '../../ui/ErrorState'
import { useNow } from '../../ui/now'
import { UptimeBars } from '../../ui/UptimeBars'
import { toBar } from '../bars'
import { roundUp } from '../chart/ranges'
import { metricsQuery } from '../monitor-queries'

const DAY_MS = 86_400_000
const DAYS = 90

/** The last 90 UTC days, one bar each. */
export function UptimeCard({ monitor }: { monitor: Monitor }) {
  const { workspace } = useSession()
  // Ends with today, whose bar is not full yet.
  const to = useNow((nowMs) => roundUp(nowMs, DAY_MS))
  const days = useQuery(metricsQuery(workspace.id, monitor.id, { from: to - DAYS * DAY_MS, to, step: DAY_MS / 1000 }))
  return (
    <section aria-labelledby="days-title" className={`${CARD_CLASSES} px-4 pt-3 pb-4`}>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 id="days-title" className="mr-auto font-semibold">
          Last 90 days
        </h2>
        <BarLegend />
      </div>
      {days.isPending && <div className="skeleton h-10" />}
      {days.isError && !days.data && (
        <ErrorState problem={asApiProblem(days.error)} onRetry={() => void days.refetch()} busy={days.isFetching} />
      )}
      {days.data && <UptimeBars bars={days.data.buckets.map(toBar)} label="Uptime by day; arrow keys walk the days" />}
      <div className="mt-1.5 flex justify-between text-text-3 text-xs">
        <span>90 days ago</span>
        <span>Today (UTC)</span>
      </div>
    </section>
  )
}

function BarLegend() {
  return (
    <ul className="flex gap-x-4 text-text-2 text-xs">
      <li className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-[2px] bg-up" aria-hidden="true" />
        up
      </li>
      <li className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-[2px] bg-degraded" aria-hidden="true" />
        degraded
      </li>
      <li className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-[2px] bg-down" aria-hidden="true" />
        down
      </li>
      <li className="flex items-center gap-1.5">
        <span className="hatch size-2.5 rounded-[2px] border border-line" aria-hidden="true" />
        not seen
      </li>
    </ul>
  )
}
