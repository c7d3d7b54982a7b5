'use client'

import type { ApiKey } from '@mointering/api-contract/http/api-keys'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { Badge } from '../../ui/Badge'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { useNow } from '../../ui/now'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RelativeTime } from '../../ui/RelativeTime'
import { toasts } from '../../ui/toasts'
import { useRefusal } from '../../workspace/use-refusal'
import { revokeApiKey } from '../../workspace/workspace-actions'
import { apiKeysQuery } from '../../workspace/workspace-queries'
import { SCOPE_WORD, withoutImplied } from './scope-words'

const SOON_MS = 14 * 86_400_000

export function ApiKeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const reason = useRefusal('api-keys:write')
  const [open, setOpen] = useState(false)
  const { id, name, prefix, scopes, createdBy, createdAt, lastUsedAt, lastUsedAddress } = apiKey

  const revoke = async () => {
    await revokeApiKey(workspace.id, id)
    client.setQueryData(apiKeysQuery(workspace.id).queryKey, (all) => all?.filter((other) => other.id !== id))
    toasts.add({ title: `${name} is revoked`, description: 'Whoever still uses it is refused from now on.' })
  }
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-3 px-4 py-3 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          <code className="shrink-0 rounded-sm bg-sunken px-1.5 font-mono text-text-3 text-xs">{prefix}…</code>
        </p>
        <p className="truncate text-sm text-text-3" title={createdBy ?? undefined}>
          Created <RelativeTime at={createdAt} light />
          {createdBy && ` by ${createdBy}`}
        </p>
      </div>
      <p className="flex flex-wrap gap-1 max-lg:order-last max-lg:col-span-full">
        <span className="sr-only">May: </span>
        {withoutImplied(scopes).map((scope) => (
          <Badge key={scope}>{SCOPE_WORD[scope]}</Badge>
        ))}
      </p>
      <div className="min-w-0 text-sm text-text-2 max-lg:order-last max-lg:col-span-full">
        <p className="truncate" title={lastUsedAddress ?? undefined}>
          {lastUsedAt ? (
            <>
              Used <RelativeTime at={lastUsedAt} light />
              {lastUsedAddress && (
                <>
                  {' '}
                  from <span className="font-mono text-xs">{lastUsedAddress}</span>
                </>
              )}
            </>
          ) : (
            <span className="text-text-3">Never used</span>
          )}
        </p>
        <Expiry at={apiKey.expiresAt} />
      </div>
      <ReasonedButton look="quiet" reason={reason} onClick={() => setOpen(true)} className="-mr-3">
        Revoke<span className="sr-only"> {name}</span>
      </ReasonedButton>
      <ConfirmDialog title={`Revoke ${name}?`} action="Revoke key" open={open} onOpen={setOpen} onConfirm={revoke}>
        <p>
          What uses this key is refused at once, and it cannot be brought back: you would make another key.
          {lastUsedAt && (
            <>
              {' '}
              It was last used <RelativeTime at={lastUsedAt} light />
              {lastUsedAddress && ` from ${lastUsedAddress}`}.
            </>
          )}
        </p>
      </ConfirmDialog>
    </li>
  )
}

function Expiry({ at }: { at: string | null }) {
  const atMs = at === null ? Number.POSITIVE_INFINITY : Date.parse(at)
  const state = useNow((nowMs) => (atMs <= nowMs ? 'over' : atMs - nowMs < SOON_MS ? 'soon' : 'far'))
  if (at === null) return <p className="text-text-3">Never expires</p>
  if (state === 'over') {
    return (
      <p className="text-down-text">
        Expired <RelativeTime at={at} light />
      </p>
    )
  }
  return (
    <p className={state === 'soon' ? 'text-degraded-text' : 'text-text-3'}>
      Expires <RelativeTime at={at} light />
    </p>
  )
}
