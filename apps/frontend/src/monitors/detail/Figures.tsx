'use client'

import type { UptimeWindow } from '@mointering/api-contract/http/monitors'
import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { formatLatency } from '../../format/latency'
import { formatRatio, formatRatioOrDash } from '../../format/ratio'
import { daysUntil, formatInstant } from '../../format/time'
import { CARD_CLASSES, cx } from '../../ui/classes'
import { useNow } from '../../ui/now'
import { roundUp } from '../chart/ranges'
import { metricsQuery, uptimeQuery } from '../monitor-queries'

const WINDOWS = [
  ['24h', '24 hours'],
  ['7d', '7 days'],
  ['30d', '30 days'],
  ['90d', '90 days'],
] as const
const DAY_MS = 86_400_000

/** Uptime over four windows with how much was seen, p95, days of the certificate. */
export function Figures({ monitor }: { monitor: Monitor }) {
  const { workspace } = useSession()
  const uptime = useQuery(uptimeQuery(workspace.id, monitor.id))
  return (
    <section
      aria-label="Figures"
      className={cx(CARD_CLASSES, 'grid grid-cols-2 gap-px overflow-hidden bg-line sm:grid-cols-3 lg:flex')}
    >
      {WINDOWS.map(([key, label]) => (
        <UptimeFigure key={key} label={label} window={uptime.data?.[key] ?? null} failed={uptime.isError} />
      ))}
      {monitor.kind !== 'heartbeat' && <LatencyFigure monitorId={monitor.id} />}
      {monitor.certificateExpiresAt && <CertificateFigure at={monitor.certificateExpiresAt} />}
    </section>
  )
}

function Figure({
  label,
  value,
  note,
  title,
  alarming = false,
}: {
  label: string
  value: ReactNode
  note: string
  title?: string
  alarming?: boolean
}) {
  return (
    <div className="min-w-0 flex-1 bg-surface px-4 py-3" title={title}>
      <p className="text-text-3 text-xs">{label}</p>
      <p className={cx('figures mt-0.5 h-7 font-semibold text-xl', alarming && 'text-down-text')}>{value}</p>
      <p className="figures text-text-3 text-xs">{note}</p>
    </div>
  )
}

const Waiting = () => <span className="skeleton mt-1 block h-5 w-20" />

function UptimeFigure({ label, window, failed }: { label: string; window: UptimeWindow | null; failed: boolean }) {
  if (!window)
    return <Figure label={label} value={failed ? '–' : <Waiting />} note={failed ? 'could not be loaded' : ' '} />
  const { uptime, coverage, observed, expected } = window
  return (
    <Figure
      label={label}
      value={formatRatioOrDash(uptime)}
      note={coverage === null ? 'not watched' : `seen ${formatRatio(coverage)}`}
      title={`${observed} of ${expected} slots seen`}
    />
  )
}

function LatencyFigure({ monitorId }: { monitorId: string }) {
  const { workspace } = useSession()
  const to = useNow((nowMs) => roundUp(nowMs, 60_000))
  const metrics = useQuery({
    ...metricsQuery(workspace.id, monitorId, { from: to - DAY_MS, to, step: 3_600 }),
    placeholderData: (before) => before,
  })
  const p95 = metrics.data?.summary.p95Ms ?? null
  const value = metrics.isPending ? <Waiting /> : p95 === null ? '–' : formatLatency(p95)
  return <Figure label="p95 latency" value={value} note={metrics.isError ? 'could not be loaded' : '24 hours'} />
}

function CertificateFigure({ at }: { at: string }) {
  const days = useNow((nowMs) => daysUntil(Date.parse(at), nowMs))
  return (
    <Figure
      label="Certificate"
      value={<span suppressHydrationWarning>{days < 0 ? 'Ended' : `${days} ${days === 1 ? 'day' : 'days'}`}</span>}
      note={days < 0 ? 'not valid any more' : 'until it ends'}
      title={formatInstant(Date.parse(at))}
      alarming={days < 7}
    />
  )
}
