'use client'

import { ApiProblem } from '../api/api-problem'
import { MonitorTableSkeleton } from '../monitors/list/MonitorTableSkeleton'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { CARD_CLASSES } from '../ui/classes'
import { EmptyState } from '../ui/EmptyState'
import { ErrorState } from '../ui/ErrorState'
import { Section } from './Section'

const UNAVAILABLE = new ApiProblem({
  code: 'unavailable',
  message: 'The database is not reachable right now. Try again in a minute.',
  status: 503,
  requestId: 'req_01jd8c3v9x',
})
const OFFLINE = new ApiProblem({ code: 'offline', message: 'The server cannot be reached. Check your connection.' })

/** What a page says when it has nothing, or nothing yet. */
export function StateParts() {
  return (
    <>
      <Section title="Banner">
        <Banner tone="down">
          <p className="font-medium">Down for 4 min: Connection refused in eu and us</p>
        </Banner>
        <Banner tone="degraded">
          <p className="font-medium">Degraded for 48 min: slower than 800 ms</p>
        </Banner>
        <Banner tone="neutral" action={<Button>Resume</Button>}>
          <p className="font-medium">Paused</p>
        </Banner>
      </Section>
      <Section title="EmptyState, ErrorState, offline, loading">
        <div className={CARD_CLASSES}>
          <EmptyState title="No monitor matches" action={<Button>Show all</Button>}>
            Nothing has that name, target or status.
          </EmptyState>
        </div>
        <div className={CARD_CLASSES}>
          <ErrorState problem={UNAVAILABLE} onRetry={() => undefined} />
        </div>
        <div className={CARD_CLASSES}>
          <ErrorState problem={OFFLINE} onRetry={() => undefined} busy />
        </div>
        <MonitorTableSkeleton />
      </Section>
    </>
  )
}
