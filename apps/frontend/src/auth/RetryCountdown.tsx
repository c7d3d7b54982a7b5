'use client'

import { useEffect, useState } from 'react'
import { formatDuration } from '../format/time'
import { useNow } from '../ui/now'

/** "Too many attempts. You can try again in 42 s", counting down; `onEnd` when it is over. */
export function RetryCountdown({ seconds, onEnd }: { seconds: number; onEnd: () => void }) {
  const [endsAt] = useState(() => Date.now() + seconds * 1_000)
  const left = useNow((nowMs) => Math.max(0, Math.ceil((endsAt - nowMs) / 1_000)))
  const over = left === 0
  useEffect(() => {
    if (over) onEnd()
  }, [over, onEnd])
  return (
    <>
      Too many attempts. {/* Each second is for the eye; read out once. */}
      <span className="sr-only">You can try again in {formatDuration(seconds * 1_000)}.</span>
      <span className="figures" aria-hidden="true">
        You can try again in {formatDuration(left * 1_000)}.
      </span>
    </>
  )
}
