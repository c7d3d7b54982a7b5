'use client'

import type { Account } from '@mointering/api-contract/http/account'
import { Loaded } from '../Loaded'
import { useAccount } from '../use-account'
import { DeleteAccountCard } from './DeleteAccountCard'
import { EmailCard } from './EmailCard'
import { NameCard } from './NameCard'

export function ProfilePage({ first, mail }: { first: Account | null; mail: boolean }) {
  return (
    <>
      <h1 className="sr-only">Profile</h1>
      <Loaded query={useAccount(first)} what="your account" rows={3}>
        {(account) => (
          <>
            <NameCard account={account} />
            <EmailCard account={account} mail={mail} />
            <DeleteAccountCard account={account} />
          </>
        )}
      </Loaded>
    </>
  )
}
