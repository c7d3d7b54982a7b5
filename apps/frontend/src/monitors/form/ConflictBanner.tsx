import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { useEffect, useRef } from 'react'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { otherChanges } from './other-changes'

type Props = {
  /** As it was when the form was opened, and as somebody else left it. */
  before: Monitor
  newest: Monitor
  onReload: () => void
  onOverwrite: () => void
  busy: boolean
}

/** Somebody else saved the monitor while this form was open: what they changed, and whose version shall stand. */
export function ConflictBanner({ before, newest, onReload, onOverwrite, busy }: Props) {
  const changes = otherChanges(before, newest)
  const box = useRef<HTMLDivElement>(null)
  // It may come up below the window or behind the bar at its foot.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <div ref={box}>
      <Banner
        tone="degraded"
        action={
          <span className="flex flex-wrap gap-2">
            <Button onClick={onReload}>Take theirs</Button>
            <Button onClick={onOverwrite} busy={busy}>
              Save mine over it
            </Button>
          </span>
        }
      >
        <p className="font-medium text-sm">Somebody else changed this monitor while you were editing it.</p>
        {changes.length === 0 ? (
          <p className="text-sm text-text-2">
            Nothing that is shown here differs: it may have been a password or a token.
          </p>
        ) : (
          <ul className="mt-1 grid gap-0.5 text-sm text-text-2">
            {changes.map(({ field, before: was, after }) => (
              <li key={field} className="break-words">
                {field}: <s>{was}</s> is now <strong className="font-medium text-text">{after}</strong>
              </li>
            ))}
          </ul>
        )}
        <p className="mt-1 text-sm text-text-3">
          Nothing of yours is saved yet. Taking theirs discards what you typed.
        </p>
      </Banner>
    </div>
  )
}
