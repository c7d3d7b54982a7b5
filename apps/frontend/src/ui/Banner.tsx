import type { ReactNode } from 'react'
import { cx } from './classes'

type Tone = 'down' | 'degraded' | 'neutral'
const TONES: Record<Tone, string> = {
  down: 'border-down/35 bg-down-soft',
  degraded: 'border-degraded/40 bg-degraded-soft',
  neutral: 'border-line bg-sunken',
}

export function Banner({ tone, children, action }: { tone: Tone; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={cx('flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-4 py-3', TONES[tone])}>
      <div className="min-w-0 flex-1 basis-60">{children}</div>
      {action}
    </div>
  )
}
