'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './IconButton'

/** Copies a text and says that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2_000)
    return () => clearTimeout(timer)
  }, [state])

  const copy = () => {
    // Not there without https (a machine on one's own network): then the text can still be selected by hand.
    if (!navigator.clipboard) return setState('refused')
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  }
  const words = { idle: label, copied: 'Copied', refused: 'Your browser does not allow copying here: select the text' }[
    state
  ]
  return (
    <>
      <IconButton label={words} onClick={copy}>
        {state === 'copied' ? <Check className="text-up-text" /> : <Copy />}
      </IconButton>
      <span className="sr-only" role="status">
        {state === 'idle' ? '' : words}
      </span>
    </>
  )
}
