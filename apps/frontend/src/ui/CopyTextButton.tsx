'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from './Button'

/** A button with words that copies a text and says that it did. */
export function CopyTextButton({ text, children }: { text: string; children: ReactNode }) {
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
  const Icon = state === 'copied' ? Check : Copy
  return (
    <Button onClick={copy}>
      <Icon className="size-4" aria-hidden="true" />
      <span aria-live="polite">
        {state === 'idle' ? children : state === 'copied' ? 'Copied' : 'Select and copy by hand'}
      </span>
    </Button>
  )
}
