'use client'

import type { Passkey } from '@mointering/api-contract/http/second-factors'
import { KeyRound, Pencil } from 'lucide-react'
import { useState } from 'react'
import { withFreshProof } from '../../session/fresh-proof'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { IconButton } from '../../ui/IconButton'
import { RelativeTime } from '../../ui/RelativeTime'
import { toasts } from '../../ui/toasts'
import { removePasskey } from '../account-actions'
import { useRefreshAccount } from '../use-account'
import { RenamePasskeyDialog } from './RenamePasskeyDialog'

export function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const refresh = useRefreshAccount()
  const [removing, setRemoving] = useState(false)
  const [renaming, setRenaming] = useState(false)
  const { id, name, synced, createdAt, lastUsedAt } = passkey
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2.5">
      <KeyRound className="size-4 shrink-0 text-text-3" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 font-medium">
          <span className="wrap-anywhere line-clamp-2">{name}</span>
          {synced && <Badge>Synced</Badge>}
        </p>
        <p className="text-sm text-text-3">
          added <RelativeTime at={createdAt} /> ·{' '}
          {lastUsedAt ? (
            <>
              used <RelativeTime at={lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
        </p>
      </div>
      <div className="flex items-center gap-1">
        <IconButton label={`Rename ${name}`} onClick={() => setRenaming(true)}>
          <Pencil />
        </IconButton>
        <Button look="quiet" onClick={() => setRemoving(true)}>
          Remove<span className="sr-only"> {name}</span>
        </Button>
      </div>
      <RenamePasskeyDialog passkey={passkey} open={renaming} onOpen={setRenaming} />
      <ConfirmDialog
        title={`Remove ${name}?`}
        action="Remove passkey"
        open={removing}
        onOpen={setRemoving}
        onConfirm={async () => {
          await withFreshProof(() => removePasskey(id))
          await refresh()
          toasts.add({ title: `The passkey “${name}” is removed` })
        }}
      >
        <p>It is not accepted here any more. Remove it from your device or password manager too.</p>
      </ConfirmDialog>
    </li>
  )
}
