'use client'

import type { MetricsReply } from '@mointering/api-contract/http/monitors'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useTheme } from '../../../app/providers/ThemeProvider'
import { ChartTooltip } from './ChartTooltip'
import { type ChartMode, columnsOf, seriesOf, withGaps } from './chart-data'
import { createPlot } from './create-plot'
import { describeBucket } from './describe-bucket'
import { marksOf } from './paint-marks'
import type { TimeWindow } from './ranges'

/** Axis, tooltip and the air between: more than it ever takes. */
const TOOLTIP_PX = 232

type Props = {
  metrics: MetricsReply
  mode: ChartMode
  window: TimeWindow
  onZoom: (from: number, to: number) => void
  onReset: () => void
}

/** Drag to look closer, double click (or Escape) to go back; arrow keys walk the values, Enter looks closer around one. */
export function LatencyChart({ metrics, mode, window: shown, onZoom, onReset }: Props) {
  const { paintKey } = useTheme()
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const [cursor, setCursor] = useState<{ index: number; left: number; flip: boolean } | null>(null)
  const rows = withGaps(metrics)
  const series = seriesOf(metrics.buckets, mode)
  const columns = columnsOf(metrics, series, mode)
  const shape = `${mode} ${paintKey} ${series.map(({ label }) => label).join()}`

  // What the plot asks for while it draws: always of the latest render.
  const latest = useRef({ series, columns, metrics, shown, onZoom, onReset })
  useEffect(() => {
    latest.current = { series, columns, metrics, shown, onZoom, onReset }
  })
  useEffect(() => {
    const box = host.current
    if (!box) return
    const made = createPlot({
      host: box,
      mode,
      series: latest.current.series,
      columns: latest.current.columns,
      current: () => ({
        fromS: latest.current.shown.from / 1000,
        toS: latest.current.shown.to / 1000,
        stepS: latest.current.metrics.step,
        marks: marksOf(latest.current.metrics.buckets),
      }),
      onCursor: (index, left) =>
        setCursor(index === null || left < 0 ? null : { index, left, flip: left + TOOLTIP_PX > box.clientWidth }),
      onZoom: (fromS, toS) => latest.current.onZoom(fromS * 1000, toS * 1000),
      onReset: () => latest.current.onReset(),
    })
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height: made.height }))
    observer.observe(box)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [shape])
  useEffect(() => {
    plot.current?.setData(latest.current.columns)
  }, [metrics, shown.from, shown.to])

  const moveTo = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    const made = plot.current
    if (row && made)
      made.setCursor({ left: made.valToPos(Date.parse(row.start) / 1000 + metrics.step / 2, 'x'), top: 0 })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = cursor?.index ?? rows.length
    const row = rows[at]
    const actions: Record<string, (() => void) | undefined> = {
      ArrowLeft: () => moveTo(at - 1),
      ArrowRight: () => moveTo(at + 1),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      Escape: onReset,
      Enter:
        row &&
        (() =>
          onZoom(Date.parse(row.start) - 5 * metrics.step * 1000, Date.parse(row.start) + 6 * metrics.step * 1000)),
    }
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }
  const active = cursor ? rows[cursor.index] : undefined
  const last = Math.max(1, rows.length)
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Latency over time"
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={last}
      aria-valuenow={(cursor?.index ?? last - 1) + 1}
      aria-valuetext={describeBucket(active ?? rows.at(-1), series)}
      onKeyDown={onKeyDown}
      className="relative rounded-md"
    >
      <div ref={host} className="h-[240px]" />
      {active && cursor && (
        <ChartTooltip row={active} series={series} left={cursor.left} flip={cursor.flip} stacked={mode === 'phases'} />
      )}
    </div>
  )
}
