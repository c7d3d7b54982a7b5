'use client'

import { useLiveState } from '../live/LiveProvider'
import type { LiveState } from '../live/open-live-stream'
import { Tip } from '../ui/Tip'

const WORDS: Record<LiveState, { word: string; hint: string; dot: string }> = {
  connected: { word: 'Live', hint: 'Changes appear as they happen', dot: 'bg-up' },
  reconnecting: {
    word: 'Reconnecting',
    hint: 'What you see may be a little old; it catches up by itself',
    dot: 'bg-degraded animate-pulse',
  },
  paused: { word: 'Paused', hint: 'Paused while nobody looked; it continues by itself', dot: 'border border-unknown' },
}

export function LiveIndicator() {
  const { word, hint, dot } = WORDS[useLiveState()]
  return (
    <Tip text={hint}>
      <button
        type="button"
        className="inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-text-2"
        aria-label={`${word}: ${hint}`}
      >
        <span className={`size-2 rounded-full ${dot}`} aria-hidden="true" />
        <span role="status">{word}</span>
      </button>
    </Tip>
  )
}
