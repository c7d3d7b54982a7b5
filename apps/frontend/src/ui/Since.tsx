'use client'

import { formatDuration } from '../format/time'
import { useNow } from './now'

/** How long ago something began, counting: "1 h 12 min". */
export function Since({ at }: { at: string }) {
  const text = useNow((nowMs) => formatDuration(nowMs - Date.parse(at)))
  return (
    <span className="figures whitespace-nowrap" suppressHydrationWarning>
      {text}
    </span>
  )
}
