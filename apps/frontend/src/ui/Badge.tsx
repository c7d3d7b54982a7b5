import type { ReactNode } from 'react'
import { cx } from './classes'

const TONES = {
  neutral: 'border-line bg-sunken text-text-2',
  accent: 'border-transparent bg-accent-soft text-accent-text',
  degraded: 'border-transparent bg-degraded-soft text-degraded-text',
  down: 'border-transparent bg-down-soft text-down-text',
} as const

/** A word that marks one thing among its like. */
export function Badge({ tone = 'neutral', children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-full border px-2 font-medium text-xs [&_svg]:size-3',
        TONES[tone],
      )}
    >
      {children}
    </span>
  )
}
