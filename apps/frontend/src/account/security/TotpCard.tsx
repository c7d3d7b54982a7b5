'use client'

import type { Account } from '@mointering/api-contract/http/account'
import { useState } from 'react'
import { useAction } from '../../api/use-action'
import { withFreshProof } from '../../session/fresh-proof'
import { SettingsCard } from '../../settings/SettingsCard'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { ProblemBanner } from '../../ui/ProblemBanner'
import { toasts } from '../../ui/toasts'
import { removeTotp, setUpTotp } from '../account-actions'
import { useRefreshAccount } from '../use-account'
import { OnBadge } from './OnBadge'
import { TotpSetupDialog } from './TotpSetupDialog'

type Props = { account: Account; onCodes: (codes: readonly string[]) => void }

export function TotpCard({ account, onCodes }: Props) {
  return (
    <SettingsCard
      title="Authenticator app"
      note="After your password, a code from an app on your phone. A stolen password alone is then worth nothing."
      action={account.totp ? <TurnOff passkeys={account.passkeys} /> : <SetUp onCodes={onCodes} />}
    >
      {account.totp && <OnBadge>In use</OnBadge>}
    </SettingsCard>
  )
}

function SetUp({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const [setup, setSetup] = useState<{ secret: string; uri: string } | null>(null)
  const { busy, problem, run } = useAction()
  const begin = () => run(async () => setSetup(await withFreshProof(setUpTotp)))
  return (
    <>
      <Button busy={busy} onClick={() => void begin()}>
        Set up
      </Button>
      {problem?.code !== 'cancelled' && <ProblemBanner problem={problem} />}
      <TotpSetupDialog setup={setup} onClose={() => setSetup(null)} onCodes={onCodes} />
    </>
  )
}

function TurnOff({ passkeys }: { passkeys: number }) {
  const refresh = useRefreshAccount()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        Turn off
      </Button>
      <ConfirmDialog
        title="Turn off the authenticator app?"
        action="Turn off"
        open={open}
        onOpen={setOpen}
        onConfirm={async () => {
          await withFreshProof(removeTotp)
          await refresh()
          toasts.add({ title: 'The authenticator app is off' })
        }}
      >
        <p>
          {passkeys > 0
            ? 'Your passkeys stay as the second step.'
            : 'Your password alone is then enough to sign in, and the recovery codes are void.'}{' '}
          To turn it on again you scan a new code.
        </p>
      </ConfirmDialog>
    </>
  )
}
