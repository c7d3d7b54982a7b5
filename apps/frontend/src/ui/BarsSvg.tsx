import { useId } from 'react'
import type { Bar } from '../monitors/bars'

const STEP = 6
const WIDTH = 4.2
const HEIGHT = 32

/** The drawing of bars; `active` is lifted. Says nothing to screen readers: who draws it does. */
export function BarsSvg({
  bars,
  active = null,
  className,
}: {
  bars: readonly Bar[]
  active?: number | null
  className?: string
}) {
  const hatch = `hatch${useId()}`
  return (
    <svg
      viewBox={`0 0 ${bars.length * STEP - (STEP - WIDTH)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={className}
      aria-hidden="true"
    >
      <defs>
        <pattern id={hatch} width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="3" height="3" fill="var(--sunken)" />
          <rect width="1.3" height="3" fill="var(--hatch)" />
        </pattern>
      </defs>
      {bars.map((bar, index) => (
        <g
          key={bar.start}
          transform={`translate(${index * STEP} 0)`}
          opacity={active === null || active === index ? 1 : 0.45}
        >
          <Pieces bar={bar} hatch={`url(#${hatch})`} />
        </g>
      ))}
    </svg>
  )
}

function Pieces({ bar, hatch }: { bar: Bar; hatch: string }) {
  if (bar.absent) return <rect y={HEIGHT - 3} width={WIDTH} height="3" rx="1" fill="var(--line)" />
  const pieces: [number, string][] = [
    [bar.down, 'var(--down)'],
    [bar.degraded, 'var(--degraded)'],
    [bar.good, 'var(--up)'],
    [bar.unseen, hatch],
  ]
  let bottom = HEIGHT
  return pieces.map(([share, fill]) => {
    if (share <= 0) return null
    bottom -= share * HEIGHT
    return <rect key={fill} y={bottom} width={WIDTH} height={Math.max(1, share * HEIGHT - 0.6)} rx="0.8" fill={fill} />
  })
}
