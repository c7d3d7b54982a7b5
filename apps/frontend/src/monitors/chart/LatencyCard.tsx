'use client'

import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Table2, ZoomOut } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { Button } from '../../ui/Button'
import { CARD_CLASSES, cx } from '../../ui/classes'
import { ErrorState } from '../../ui/ErrorState'
import { IconButton } from '../../ui/IconButton'
import { useNow } from '../../ui/now'
import { Segmented } from '../../ui/Segmented'
import { metricsQuery } from '../monitor-queries'
import { type ChartMode, seriesOf } from './chart-data'
import { LatencyTable } from './LatencyTable'
import { firstRange, RANGES, type RangeName, roundUp, type TimeWindow, zoomWindow } from './ranges'

const Skeleton = () => <div className="skeleton h-[240px]" />
// uPlot is loaded where a chart is, and nowhere else.
const LatencyChart = dynamic(() => import('./LatencyChart').then((module) => module.LatencyChart), {
  ssr: false,
  loading: Skeleton,
})

const MODES = [
  { value: 'phases', label: 'Phases' },
  { value: 'quantiles', label: 'Quantiles' },
] as const

export function LatencyCard({ monitor }: { monitor: Monitor }) {
  const { workspace } = useSession()
  const [mode, setMode] = useState<ChartMode>('phases')
  const [rangeName, setRangeName] = useState<RangeName>(() => firstRange(monitor.createdAt, Date.now()))
  const [zoom, setZoom] = useState<TimeWindow | null>(null)
  const [asTable, setAsTable] = useState(false)
  const range = RANGES.find(({ value }) => value === rangeName) ?? RANGES[1]
  const to = useNow((nowMs) => roundUp(nowMs, range.grainMs))
  const window = zoom ?? { from: to - range.ms, to }
  const metrics = useQuery({ ...metricsQuery(workspace.id, monitor.id, window), placeholderData: keepPreviousData })
  const nothingSeen = metrics.data?.buckets.every(({ observed }) => observed === 0) ?? false

  return (
    <section aria-labelledby="latency-title" className={CARD_CLASSES}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-3">
        <h2 id="latency-title" className="mr-auto font-semibold">
          Latency
        </h2>
        {zoom && (
          <Button look="quiet" onClick={() => setZoom(null)}>
            <ZoomOut className="size-4" aria-hidden="true" />
            Back to {range.label}
          </Button>
        )}
        <Segmented label="What is drawn" value={mode} options={MODES} onValue={setMode} />
        <Segmented
          label="Range"
          value={zoom ? null : rangeName}
          options={RANGES}
          onValue={(name) => {
            setRangeName(name)
            setZoom(null)
          }}
        />
        <IconButton
          label={asTable ? 'Show as chart' : 'Show as table'}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          <Table2 />
        </IconButton>
      </div>
      <div className={cx('min-h-[284px] px-4 pt-2 pb-3 transition-opacity', metrics.isPlaceholderData && 'opacity-60')}>
        {metrics.isPending && <Skeleton />}
        {metrics.isError && !metrics.data && (
          <ErrorState
            problem={asApiProblem(metrics.error)}
            onRetry={() => void metrics.refetch()}
            busy={metrics.isFetching}
          />
        )}
        {metrics.data && asTable && <LatencyTable metrics={metrics.data} />}
        {metrics.data && !asTable && (
          <div className="relative">
            <LatencyChart
              metrics={metrics.data}
              mode={mode}
              window={window}
              onZoom={(from, end) => setZoom(zoomWindow(from, end))}
              onReset={() => setZoom(null)}
            />
            {nothingSeen && (
              <p className="pointer-events-none absolute inset-x-0 top-24 text-center">
                <span className="rounded-md bg-surface px-2 py-1 text-sm text-text-2">
                  Nothing was seen in this time
                </span>
              </p>
            )}
            <Legend series={seriesOf(metrics.data.buckets, mode).toReversed()} />
          </div>
        )}
      </div>
    </section>
  )
}

function Legend({ series }: { series: readonly { label: string; color: string }[] }) {
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 pl-[58px] text-text-2 text-xs">
      {series.map(({ label, color }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span className="size-2 rounded-[2px]" style={{ background: color }} aria-hidden="true" />
          {label}
        </li>
      ))}
      <li className="ml-auto flex items-center gap-1.5">
        <span className="hatch size-2.5 rounded-[2px] border border-line" aria-hidden="true" />
        not seen
      </li>
    </ul>
  )
}
