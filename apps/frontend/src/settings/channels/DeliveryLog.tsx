'use client'

import type { Delivery } from '@mointering/api-contract/http/channels'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useSession } from '../../../app/providers/SessionProvider'
import { formatLatency } from '../../format/latency'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { CARD_CLASSES } from '../../ui/classes'
import { RelativeTime } from '../../ui/RelativeTime'
import { deliveriesQuery } from './channel-api'

const STATE_WORDS: Record<Delivery['state'], string> = {
  waiting: 'Waiting',
  sent: 'Told',
  dead: 'Given up',
  dropped: 'Not needed any more',
}

/** What was told on which channel, and how that went; nothing while nothing was told. */
export function DeliveryLog() {
  const { workspace } = useSession()
  const deliveries = useInfiniteQuery(deliveriesQuery(workspace.id))
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return null
  return (
    <section aria-label="Delivery log" className={CARD_CLASSES}>
      <h2 className="border-line border-b px-4 py-3 font-semibold">Delivery log</h2>
      <ul className="divide-y divide-line">
        {items.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      {deliveries.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button look="quiet" onClick={() => void deliveries.fetchNextPage()} busy={deliveries.isFetchingNextPage}>
            Load more
          </Button>
        </div>
      )}
    </section>
  )
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { channel, title, state, attempts, queuedAt, sentAt, latencyMs, lastError, incidentId } = delivery
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center">
      <div className="min-w-0">
        <p className="truncate font-medium">
          {incidentId ? (
            <Link href={`/incidents/${incidentId}`} className="rounded-sm hover:underline">
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        <p className="text-sm text-text-3">
          {channel.name}
          {' · '}
          <RelativeTime at={sentAt ?? queuedAt} light />
          {latencyMs !== null && ` · ${formatLatency(latencyMs)} after the check`}
          {attempts > 1 && ` · ${attempts} attempts`}
        </p>
        {lastError && state !== 'sent' && <p className="wrap-anywhere text-down-text text-sm">{lastError}</p>}
      </div>
      <p>
        <Badge tone={state === 'dead' ? 'down' : 'neutral'}>{STATE_WORDS[state]}</Badge>
      </p>
    </li>
  )
}
