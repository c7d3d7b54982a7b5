'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { CARD_CLASSES, cx } from '../../ui/classes'
import { EmptyState } from '../../ui/EmptyState'
import { TextField } from '../../ui/TextField'

/** Nothing is watched yet: the one field that begins it. */
export function FirstMonitor({ canEdit }: { canEdit: boolean }) {
  const router = useRouter()
  const [target, setTarget] = useState('')
  if (!canEdit) {
    return (
      <div className={CARD_CLASSES}>
        <EmptyState title="Nothing is watched yet">
          Somebody with the role editor or above can add the first monitor.
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={cx(CARD_CLASSES, 'grid justify-items-center px-6 py-16')}>
      <form
        className="grid w-full max-w-lg gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          router.push(
            target.trim() === '' ? '/monitors/new' : `/monitors/new?target=${encodeURIComponent(target.trim())}`,
          )
        }}
      >
        <h2 className="font-semibold text-xl">Add your first monitor</h2>
        <p className="mb-2 text-text-2">
          Enter an address. It is checked every minute, and you see here at once what comes back, how fast, and since
          when.
        </p>
        <div className="flex items-end gap-2">
          <div className="flex-1">
            <TextField
              label="What should be watched?"
              placeholder="https://example.org"
              mono
              value={target}
              onValue={setTarget}
            />
          </div>
          <Button type="submit" look="primary">
            Continue
          </Button>
        </div>
        <p className="text-sm text-text-3">
          Also a host and port, a ping, a DNS record, a certificate, or a job that calls in.
        </p>
      </form>
    </div>
  )
}
