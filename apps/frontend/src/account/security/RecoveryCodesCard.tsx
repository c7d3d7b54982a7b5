'use client'

import type { Account } from '@mointering/api-contract/http/account'
import { useState } from 'react'
import { withFreshProof } from '../../session/fresh-proof'
import { SettingsCard } from '../../settings/SettingsCard'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { renewRecoveryCodes } from '../account-actions'
import { useRefreshAccount } from '../use-account'

const FEW = 3

export function RecoveryCodesCard({
  account,
  onCodes,
}: {
  account: Account
  onCodes: (codes: readonly string[]) => void
}) {
  const refresh = useRefreshAccount()
  const [open, setOpen] = useState(false)
  const left = account.recoveryCodesLeft
  return (
    <SettingsCard
      title="Recovery codes"
      note="For when the phone or the key is lost. Each is good for one sign-in."
      action={<Button onClick={() => setOpen(true)}>Make new codes</Button>}
    >
      <p className={left <= FEW ? 'text-degraded-text text-sm' : 'text-sm text-text-2'}>
        {left === 0 ? 'None left' : `${left} left`}
        {left <= FEW && ': make new ones soon, or a lost phone locks you out.'}
      </p>
      <ConfirmDialog
        title="Make new recovery codes?"
        action="Make new codes"
        open={open}
        onOpen={setOpen}
        onConfirm={async () => {
          const codes = await withFreshProof(renewRecoveryCodes)
          onCodes(codes)
          await refresh()
        }}
      >
        <p>The codes that you have stored are void from then on.</p>
      </ConfirmDialog>
    </SettingsCard>
  )
}
