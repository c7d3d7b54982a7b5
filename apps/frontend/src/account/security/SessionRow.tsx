'use client'

import type { AccountSession, SIGN_IN_METHODS } from '@mointering/api-contract/http/account'
import { Monitor, Smartphone } from 'lucide-react'
import { useAction } from '../../api/use-action'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { ProblemBanner } from '../../ui/ProblemBanner'
import { RelativeTime } from '../../ui/RelativeTime'
import { toasts } from '../../ui/toasts'
import { revokeSession } from '../account-actions'
import { useRefreshAccount } from '../use-account'

const METHOD_WORDS: Record<(typeof SIGN_IN_METHODS)[number], string> = {
  password: 'by password',
  passkey: 'by passkey',
  provider: 'by a provider',
  invitation: 'by an invitation',
  reset: 'by a reset link',
}

export function SessionRow({ session }: { session: AccountSession }) {
  const refresh = useRefreshAccount()
  const { busy, problem, run } = useAction()
  const { id, current, device, ipAddress, method, createdAt, lastSeenAt } = session
  const Icon = /iPhone|iPad|iOS|Android|phone/i.test(device) ? Smartphone : Monitor
  const revoke = () =>
    run(async () => {
      await revokeSession(id)
      await refresh()
      toasts.add({ title: `${device} is signed out` })
    })
  return (
    <li className="grid gap-2 px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Icon className="size-4 shrink-0 text-text-3" aria-hidden="true" />
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2 font-medium">
            <span className="truncate">{device}</span>
            {current && <Badge tone="accent">This browser</Badge>}
          </p>
          <p className="text-sm text-text-3">
            {ipAddress && (
              <>
                <span className="break-all font-mono text-xs">{ipAddress}</span>
                {' · '}
              </>
            )}
            {!current && (
              <>
                last seen <RelativeTime at={lastSeenAt} />
                {' · '}
              </>
            )}
            signed in {METHOD_WORDS[method]} <RelativeTime at={createdAt} />
          </p>
        </div>
        {!current && (
          <Button look="quiet" busy={busy} onClick={() => void revoke()}>
            Sign out<span className="sr-only"> {device}</span>
          </Button>
        )}
      </div>
      <ProblemBanner problem={problem} />
    </li>
  )
}
