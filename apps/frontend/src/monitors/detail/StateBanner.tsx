import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { explainCheckError } from '@mointering/api-contract/pipeline/check-error-codes'
import { Banner } from '../../ui/Banner'
import { Since } from '../../ui/Since'
import { whyOf } from '../why'

/** What is wrong now, why, since when, and what one can do. Nothing while all is well. */
export function StateBanner({ monitor }: { monitor: Monitor }) {
  const { status, statusSince, lastResult } = monitor
  if (status === 'up' || status === 'pending') return <Unconfirmed monitor={monitor} />
  if (status === 'paused') return <Paused since={statusSince} />
  const why = whyOf(monitor)
  const code = lastResult?.verdict === 'up' ? null : lastResult?.errorCode
  const advice = code ? explainCheckError(code)?.advice : null
  const tone = status === 'down' ? 'down' : status === 'degraded' ? 'degraded' : 'neutral'
  const lead = { down: 'Down', degraded: 'Degraded', unknown: 'Not seen' }[status]
  return (
    <Banner tone={tone}>
      <p className="font-medium">
        {lead}
        {statusSince && (
          <>
            {' for '}
            <Since at={statusSince} />
          </>
        )}
        {why && <span className="break-words">: {why}</span>}
      </p>
      {advice && <p className="mt-0.5 text-sm text-text-2">{advice}</p>}
      {status === 'unknown' && <p className="mt-0.5 text-sm text-text-2">It counts neither as up nor as down.</p>}
    </Banner>
  )
}

function Paused({ since }: { since: string | null }) {
  return (
    <Banner tone="neutral">
      <p className="font-medium">
        Paused
        {since && (
          <>
            {' for '}
            <Since at={since} />
          </>
        )}
      </p>
      <p className="mt-0.5 text-sm text-text-2">Nothing is checked and nothing counts until it is resumed.</p>
    </Banner>
  )
}

/** A failure that is not confirmed yet: the state is still the old one, but it is no secret that something happened. */
function Unconfirmed({ monitor: { lastResult, confirmations } }: { monitor: Monitor }) {
  if (lastResult?.verdict !== 'down') return null
  return (
    <Banner tone="degraded">
      <p className="break-words font-medium">The last check failed{lastResult.message && `: ${lastResult.message}`}</p>
      <p className="mt-0.5 text-sm text-text-2">It is down after {confirmations} failures in a row.</p>
    </Banner>
  )
}
