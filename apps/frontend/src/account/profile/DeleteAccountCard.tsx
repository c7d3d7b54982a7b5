'use client'

import type { Account } from '@mointering/api-contract/http/account'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { withFreshProof } from '../../session/fresh-proof'
import { SettingsCard } from '../../settings/SettingsCard'
import { Button } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { deleteAccount } from '../account-actions'

export function DeleteAccountCard({ account }: { account: Account }) {
  const [open, setOpen] = useState(false)
  const { workspaces } = useSession()
  const owned = workspaces.filter(({ role }) => role === 'owner').map(({ name }) => name)
  const others = workspaces.filter(({ role }) => role !== 'owner').map(({ name }) => name)
  return (
    <SettingsCard
      danger
      title="Delete account"
      note="For good: you cannot sign in any more, and nobody can bring the account back."
      action={
        <Button look="danger" onClick={() => setOpen(true)}>
          Delete account
        </Button>
      }
    >
      <ConfirmDialog
        title="Delete your account?"
        action="Delete account"
        open={open}
        onOpen={setOpen}
        typed={account.email}
        onConfirm={async () => {
          await withFreshProof(() => deleteAccount(account.email))
          window.location.assign('/sign-in')
        }}
      >
        <ul className="grid list-disc gap-1 pl-4">
          <li>You are signed out everywhere. Password, passkeys and linked providers are removed.</li>
          {owned.length > 0 && (
            <li>
              {listOf(owned)}: where nobody else is a member, it is deleted with its monitors and their history. Where
              there are others, hand it over first, in its settings.
            </li>
          )}
          {others.length > 0 && <li>{listOf(others)}: you leave; what you made there stays.</li>}
          <li>Audit logs keep your name beside what you did.</li>
        </ul>
      </ConfirmDialog>
    </SettingsCard>
  )
}

const listOf = (names: readonly string[]): string => new Intl.ListFormat('en').format(names)
