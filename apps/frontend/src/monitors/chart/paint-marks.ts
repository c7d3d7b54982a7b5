import type { MetricsBucket } from '@mointering/api-contract/http/monitors'
import type uPlot from 'uplot'

/** A stretch of time to mark: hatched where nothing was seen, a red foot where it was down. */
export type Mark = { startS: number; kind: 'unseen' | 'down' }

export function marksOf(buckets: readonly MetricsBucket[]): Mark[] {
  return buckets.flatMap((bucket): Mark[] => {
    const startS = Date.parse(bucket.start) / 1000
    if (bucket.expected > 0 && bucket.observed === 0) return [{ startS, kind: 'unseen' }]
    return bucket.down > 0 ? [{ startS, kind: 'down' }] : []
  })
}

type Colors = { hatch: string; down: string }

/** Draws marks behind the lines. */
export function paintMarks(
  plot: uPlot,
  { marks, stepS }: { marks: readonly Mark[]; stepS: number },
  colors: Colors,
): void {
  const { ctx, bbox } = plot
  const hatch = hatchPattern(ctx, colors.hatch)
  ctx.save()
  for (const { startS, kind } of marks) {
    const left = Math.max(bbox.left, plot.valToPos(startS, 'x', true))
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(startS + stepS, 'x', true))
    if (right <= left) continue
    const foot = 4 * devicePixelRatio
    ctx.fillStyle = kind === 'down' ? colors.down : (hatch ?? colors.hatch)
    if (kind === 'down') ctx.fillRect(left, bbox.top + bbox.height - foot, right - left, foot)
    else ctx.fillRect(left, bbox.top, right - left, bbox.height)
  }
  ctx.restore()
}

function hatchPattern(ctx: CanvasRenderingContext2D, color: string): CanvasPattern | null {
  const size = 7 * devicePixelRatio
  const tile = document.createElement('canvas')
  tile.width = size
  tile.height = size
  const pen = tile.getContext('2d')
  if (!pen) return null
  pen.strokeStyle = color
  pen.globalAlpha = 0.55
  pen.lineWidth = devicePixelRatio
  pen.beginPath()
  // Three strokes, so that the diagonal meets itself at the edges of the tile.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size)
    pen.lineTo(shift + size, 0)
  }
  pen.stroke()
  return ctx.createPattern(tile, 'repeat')
}
