import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import Link from 'next/link'
import { memo } from 'react'
import { formatRatio, formatRatioOrDash } from '../../format/ratio'
import { BarsSvg } from '../../ui/BarsSvg'
import { cx } from '../../ui/classes'
import { RelativeTime } from '../../ui/RelativeTime'
import { Since } from '../../ui/Since'
import { Sparkline } from '../../ui/Sparkline'
import { StatusMark } from '../../ui/StatusMark'
import { toBar } from '../bars'
import { targetOf } from '../monitor-target'
import { whyOf } from '../why'

export const ROW_GRID =
  'grid items-center gap-x-5 px-4 max-lg:grid-cols-[minmax(0,1fr)_auto] lg:grid-cols-[minmax(180px,1.3fr)_minmax(170px,1fr)_96px_180px_104px_92px] lg:max-xl:grid-cols-[minmax(150px,1fr)_minmax(140px,1fr)_96px_104px_92px] lg:max-xl:*:nth-4:hidden'

/** One monitor: what, how it is and why, latency, 30 days, uptime, last result. The whole row is its link. */
export const MonitorRow = memo(function MonitorRow({ monitor }: { monitor: MonitorListItem }) {
  const { id, name, status, statusSince, summary, lastResult } = monitor
  const { uptime, coverage } = summary.uptime30d
  const why = whyOf(monitor)
  const bad = status === 'down' || status === 'degraded'
  return (
    <div
      className={cx(
        ROW_GRID,
        'relative min-h-[60px] py-2.5 hover:bg-hover has-focus-visible:bg-hover',
        status === 'down' && 'bg-down-soft',
      )}
    >
      <div className="min-w-0">
        <Link
          href={`/monitors/${id}`}
          data-monitor={id}
          prefetch={false}
          className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-(--focus)"
        >
          {name}
        </Link>
        <p className="truncate font-mono text-text-3 text-xs">{targetOf(monitor)}</p>
      </div>
      <div className="min-w-0 max-lg:text-right">
        <p className="flex items-baseline gap-1.5 text-sm max-lg:justify-end">
          <StatusMark status={status} />
          {bad && statusSince && (
            <span className="text-text-2">
              <Since at={statusSince} />
            </span>
          )}
        </p>
        <p className={cx('figures truncate text-sm max-lg:hidden', bad ? 'text-text-2' : 'text-text-3')} title={why}>
          {why}
        </p>
        <p className="figures text-text-3 text-xs lg:hidden">{formatRatioOrDash(uptime)}</p>
      </div>
      {bad && <p className="col-span-2 truncate text-sm text-text-2 lg:hidden">{why}</p>}
      <div className="max-lg:hidden">
        <Sparkline values={summary.sparkline} />
      </div>
      <div className="max-lg:hidden">
        <BarsSvg bars={summary.days.map(toBar)} className="block h-6 w-full" />
      </div>
      <div className="figures text-right text-sm max-lg:hidden">
        <p>
          <span className="sr-only">Uptime of 30 days: </span>
          {formatRatioOrDash(uptime)}
        </p>
        <p className="text-text-3 text-xs">{coverage === null ? 'not watched' : `seen ${formatRatio(coverage)}`}</p>
      </div>
      <div className="text-right text-sm text-text-3 max-lg:hidden">
        <span className="sr-only">Last result: </span>
        {lastResult ? <RelativeTime at={lastResult.checkedAt} light /> : '–'}
      </div>
    </div>
  )
})
