'use client'

import type { Identity } from '@mointering/api-contract/http/identities'
import { useState } from 'react'
import { useAction } from '../../api/use-action'
import { providerStart } from '../../auth/auth-paths'
import { ProviderMark } from '../../auth/ProviderMark'
import { proveFirst, withFreshProof } from '../../session/fresh-proof'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { ProblemBanner } from '../../ui/ProblemBanner'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RelativeTime } from '../../ui/RelativeTime'
import { toasts } from '../../ui/toasts'
import { readAccount, unlinkIdentity } from '../account-actions'
import { useRefreshAccount } from '../use-account'

type Props = { provider: string; name: string; identity: Identity | null; onlyWayIn: boolean }

const ONLY_WAY_IN = 'It is the only way into your account: set a password or add a passkey first'

export function ProviderRow({ provider, name, identity, onlyWayIn }: Props) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2.5">
      <ProviderMark id={provider} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{name}</p>
        <p className="truncate text-sm text-text-3">
          {identity ? (
            <>
              {identity.email ?? 'linked'} ·{' '}
              {identity.lastUsedAt ? (
                <>
                  used <RelativeTime at={identity.lastUsedAt} />
                </>
              ) : (
                'never used'
              )}
            </>
          ) : (
            'Not linked'
          )}
        </p>
      </div>
      {identity ? (
        <Unlink identity={identity} name={name} onlyWayIn={onlyWayIn} />
      ) : (
        <LinkButton provider={provider} name={name} />
      )}
    </li>
  )
}

function LinkButton({ provider, name }: { provider: string; name: string }) {
  const { busy, problem, run } = useAction()
  const link = () =>
    run(async () => {
      await proveFirst(async () => (await readAccount()).authenticatedAt)
      window.location.assign(providerStart(provider, { intent: 'link', next: '/account/security' }))
    })
  return (
    <>
      <Button busy={busy} onClick={() => void link()}>
        Link<span className="sr-only"> {name}</span>
      </Button>
      {problem?.code !== 'cancelled' && <ProblemBanner problem={problem} />}
    </>
  )
}

function Unlink({ identity, name, onlyWayIn }: { identity: Identity; name: string; onlyWayIn: boolean }) {
  const refresh = useRefreshAccount()
  const [open, setOpen] = useState(false)
  return (
    <>
      <ReasonedButton look="quiet" reason={onlyWayIn ? ONLY_WAY_IN : null} onClick={() => setOpen(true)}>
        Unlink<span className="sr-only"> {name}</span>
      </ReasonedButton>
      <ConfirmDialog
        title={`Unlink ${name}?`}
        action="Unlink"
        open={open}
        onOpen={setOpen}
        onConfirm={async () => {
          await withFreshProof(() => unlinkIdentity(identity.id))
          await refresh()
          toasts.add({ title: `${name} is not linked any more` })
        }}
      >
        <p>You cannot sign in with it any more. You can link it again here.</p>
      </ConfirmDialog>
    </>
  )
}
