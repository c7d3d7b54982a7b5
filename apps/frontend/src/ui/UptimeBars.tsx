'use client'

import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { Bar } from '../monitors/bars'
import { BarsSvg } from './BarsSvg'

/** Bars to look into: pointer and arrow keys walk them, and each says its day, uptime and how much was seen. */
export function UptimeBars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const [active, setActive] = useState<number | null>(null)
  const last = bars.length - 1
  const shown = active === null ? null : bars[active]

  const walk = (event: KeyboardEvent) => {
    const from = active ?? last
    const to = {
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      Home: 0,
      End: last,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setActive(Math.min(last, Math.max(0, to)))
  }
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setActive(Math.min(last, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * bars.length))))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={bars.length}
      aria-valuenow={(active ?? last) + 1}
      aria-valuetext={bars[active ?? last]?.text ?? ''}
      aria-orientation="horizontal"
      onKeyDown={walk}
      onFocus={(event) => event.target.matches(':focus-visible') && setActive(last)}
      onBlur={() => setActive(null)}
      onPointerMove={point}
      onPointerLeave={() => setActive(null)}
      className="relative rounded-sm"
    >
      <BarsSvg bars={bars} active={active} className="block h-10 w-full" />
      {shown && active !== null && (
        <div
          className="-translate-x-1/2 pointer-events-none absolute bottom-full z-10 mb-1.5 whitespace-nowrap rounded-md border border-line bg-raised px-2 py-1 text-xs shadow-float"
          style={{ left: `clamp(90px, ${((active + 0.5) / bars.length) * 100}%, calc(100% - 90px))` }}
        >
          {shown.text}
        </div>
      )}
    </div>
  )
}
