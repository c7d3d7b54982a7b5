'use client'

import { formatAgo, formatInstant } from '../format/time'
import { useNow } from './now'
import { Tip } from './Tip'

type Props = { at: string /** In long lists: a plain title instead of a focusable tooltip. */; light?: boolean }

/** "12 s ago", counting; the instant in local time and UTC on hover and focus. */
export function RelativeTime({ at, light = false }: Props) {
  const atMs = Date.parse(at)
  const text = useNow((nowMs) => formatAgo(atMs, nowMs))
  if (light) {
    return (
      <time dateTime={at} title={formatInstant(atMs)} className="figures whitespace-nowrap" suppressHydrationWarning>
        {text}
      </time>
    )
  }
  return (
    <Tip text={formatInstant(atMs)}>
      <button
        type="button"
        className="figures inline whitespace-nowrap rounded-sm decoration-line-strong decoration-dotted underline-offset-3 hover:underline"
      >
        <time dateTime={at} suppressHydrationWarning>
          {text}
        </time>
        <span className="sr-only" suppressHydrationWarning>
          {' '}
          ({formatInstant(atMs)})
        </span>
      </button>
    </Tip>
  )
}
