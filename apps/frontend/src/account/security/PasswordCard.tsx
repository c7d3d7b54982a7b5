'use client'

import type { Account } from '@mointering/api-contract/http/account'
import { useState } from 'react'
import { SettingsCard } from '../../settings/SettingsCard'
import { Button } from '../../ui/Button'
import { PasswordDialog } from './PasswordDialog'

export function PasswordCard({ account }: { account: Account }) {
  const [open, setOpen] = useState(false)
  return (
    <SettingsCard
      title="Password"
      note={
        account.hasPassword
          ? 'Changing it signs out every other browser.'
          : 'You have none: you sign in by a passkey or a provider.'
      }
      action={
        <Button onClick={() => setOpen(true)}>{account.hasPassword ? 'Change password' : 'Set a password'}</Button>
      }
    >
      <PasswordDialog account={account} open={open} onOpen={setOpen} />
    </SettingsCard>
  )
}
