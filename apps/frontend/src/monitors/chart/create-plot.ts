import uPlot from 'uplot'
import { formatAxisMs } from '../../format/latency'
import type { ChartColumns, ChartMode, ChartSeries } from './chart-data'
import { type Mark, paintMarks } from './paint-marks'

export type PlotInput = {
  host: HTMLElement
  mode: ChartMode
  series: readonly ChartSeries[]
  columns: ChartColumns
  /** Read at each draw, so that new data and windows need no new plot. */
  current: () => { fromS: number; toS: number; stepS: number; marks: readonly Mark[] }
  onCursor: (index: number | null, leftPx: number) => void
  onZoom: (fromS: number, toS: number) => void
  onReset: () => void
}

const HEIGHT = 240

/** A uPlot in the colours of the page. Its owner destroys it. */
export function createPlot({ host, mode, series, columns, current, onCursor, onZoom, onReset }: PlotInput): uPlot {
  const color = colorReader(host)
  const text = color('var(--text-3)')
  const line = color('var(--line)')
  const font = `11px ${getComputedStyle(host).fontFamily}`
  const axis: uPlot.Axis = { stroke: text, font, ticks: { show: false }, grid: { stroke: line, width: 1 } }
  const stacked = mode === 'phases'
  const bars = uPlot.paths.bars?.({ size: [0.86, 40], align: 1 })

  return new uPlot(
    {
      width: host.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      padding: [10, 4, 0, 0],
      cursor: {
        y: false,
        points: { show: !stacked, size: 7 },
        drag: { x: true, y: false, setScale: false },
        bind: {
          dblclick: () => () => {
            onReset()
            return null
          },
        },
      },
      scales: {
        x: { time: true, range: () => [current().fromS, current().toS] },
        // From 0, with air above; a chart of nothing still has an axis.
        y: { range: (_, __, max) => [0, Number.isFinite(max) && max > 0 ? max * 1.08 : 100] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 28,
          space: 76,
          values: (_, seconds, __, ___, stepS) => seconds.map((at) => axisTime(at, stepS)),
        },
        { ...axis, size: 58, values: (_, values) => values.map((ms) => formatAxisMs(ms)) },
      ],
      series: [
        {},
        ...series.map((one): uPlot.Series => {
          const stroke = color(one.color)
          if (stacked && bars)
            return {
              label: one.label,
              fill: stroke,
              stroke: 'transparent',
              width: 0,
              paths: bars,
              points: { show: false },
            }
          return {
            label: one.label,
            stroke,
            width: 1.5,
            spanGaps: false,
            points: { size: 4, fill: stroke, filter: lonePoints },
          }
        }),
      ],
      hooks: {
        drawClear: [
          (plot) => paintMarks(plot, current(), { hatch: color('var(--hatch)'), down: color('var(--down)') }),
        ],
        setCursor: [(plot) => onCursor(plot.cursor.idx ?? null, plot.cursor.left ?? 0)],
        setSelect: [
          (plot) => {
            const { left, width } = plot.select
            if (width < 8) return
            onZoom(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'))
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          },
        ],
      },
    },
    columns,
    host,
  )
}

const DAY_S = 86_400
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const precise = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** A label of the time axis: the hour, but the day where it begins; seconds only when labels are that close. */
function axisTime(atS: number, stepS: number): string {
  const at = new Date(atS * 1000)
  if (stepS >= DAY_S || (at.getHours() === 0 && at.getMinutes() === 0)) return date.format(at)
  return (stepS < 60 ? precise : clock).format(at)
}

/** Values with nothing on either side: no line shows them, so they get a dot. */
const lonePoints: uPlot.Series.Points.Filter = (plot, seriesIndex) => {
  const column = plot.data[seriesIndex] ?? []
  const lone: number[] = []
  for (let at = 0; at < column.length; at++) {
    if (column[at] != null && column[at - 1] == null && column[at + 1] == null) lone.push(at)
  }
  return lone
}

/** Canvas knows no variables: the browser works a colour out on a hidden element. */
function colorReader(host: HTMLElement): (css: string) => string {
  return (css) => {
    const probe = document.createElement('span')
    probe.style.color = css
    host.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }
}
