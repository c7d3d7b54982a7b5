import type { Monitor } from '@mointering/api-contract/monitors/monitor'
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
  return (
    <Banner
      tone="down"
      action={
        <span className="flex flex-wrap gap-2">
          <Button onClick={onReload}>Load theirs</Button>
          <Button look="danger" onClick={onOverwrite} busy={busy}>
            Overwrite with mine
          </Button>
        </span>
      }
    >
      <p className="font-medium text-sm">Somebody else changed this monitor while you were editing it</p>
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
      <p className="mt-1 text-sm text-text-3">Loading theirs discards what you typed.</p>
    </Banner>
  )
}
