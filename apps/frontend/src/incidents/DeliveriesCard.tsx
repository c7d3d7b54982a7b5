import type { Incident, IncidentDelivery } from '@mointering/api-contract/http/incidents'
import { formatLatency } from '../format/latency'
import { SettingsCard } from '../settings/SettingsCard'
import { Badge } from '../ui/Badge'
import { RelativeTime } from '../ui/RelativeTime'
import { quietWord } from './incident-words'

const STATE_WORDS: Record<IncidentDelivery['state'], string> = {
  waiting: 'Waiting',
  sent: 'Told',
  dead: 'Given up',
  dropped: 'Not needed any more',
}

type Props = { deliveries: readonly IncidentDelivery[]; quiet: Incident['quietBecause'] }

/** Who was told what, and how quickly. */
export function DeliveriesCard({ deliveries, quiet }: Props) {
  return (
    <SettingsCard title="Who was told">
      {deliveries.length === 0 ? (
        <p className="text-text-2">
          {quiet === null
            ? 'Nobody: no channel is set up for this monitor.'
            : `Nobody: ${quietWord(quiet).toLowerCase()}.`}
        </p>
      ) : (
        <ul aria-label="Deliveries" className="grid gap-3">
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
    </SettingsCard>
  )
}

function DeliveryRow({ delivery }: { delivery: IncidentDelivery }) {
  const { channel, title, state, sentAt, queuedAt, latencyMs, lastError, attempts } = delivery
  return (
    <li className="grid gap-0.5">
      <p className="flex flex-wrap items-center justify-between gap-x-4">
        <span className="wrap-anywhere font-medium">{channel.name}</span>
        <Badge tone={state === 'dead' ? 'down' : 'neutral'}>{STATE_WORDS[state]}</Badge>
      </p>
      <p className="wrap-anywhere text-sm text-text-2">{title}</p>
      <p className="text-sm text-text-3">
        <RelativeTime at={sentAt ?? queuedAt} light />
        {latencyMs !== null && ` · ${formatLatency(latencyMs)} after the check`}
        {attempts > 1 && ` · ${attempts} attempts`}
      </p>
      {lastError && state !== 'sent' && <p className="wrap-anywhere text-down-text text-sm">{lastError}</p>}
    </li>
  )
}
