'use client'

import type { Account } from '@mointering/api-contract/http/account'
import type { AuthOptions } from '@mointering/api-contract/http/accounts'
import { useState } from 'react'
import { AuthProblem } from '../../auth/AuthProblem'
import { providerProblem as problemOf } from '../../auth/provider-problems'
import { Loaded } from '../Loaded'
import { useAccount } from '../use-account'
import { ActivityCard } from './ActivityCard'
import { PasskeysCard } from './PasskeysCard'
import { PasswordCard } from './PasswordCard'
import { ProvidersCard } from './ProvidersCard'
import { RecoveryCodesCard } from './RecoveryCodesCard'
import { RecoveryCodesDialog } from './RecoveryCodesDialog'
import { SessionsCard } from './SessionsCard'
import { TotpCard } from './TotpCard'

type Props = { first: Account | null; providers: AuthOptions['providers']; providerProblem: string | undefined }

/** How one signs in, where one is signed in, and what happened. */
export function SecurityPage({ first, providers, providerProblem }: Props) {
  /** Just made: shown once, above everything. */
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <>
      <h1 className="sr-only">Security</h1>
      <AuthProblem problem={problemOf(providerProblem)} />
      <Loaded query={useAccount(first)} what="your account" rows={4}>
        {(account) => (
          <>
            <PasswordCard account={account} />
            <TotpCard account={account} onCodes={setCodes} />
            <PasskeysCard onCodes={setCodes} />
            {(account.totp || account.passkeys > 0) && <RecoveryCodesCard account={account} onCodes={setCodes} />}
            <SessionsCard />
            <ProvidersCard account={account} providers={providers} />
            <ActivityCard />
            <RecoveryCodesDialog email={account.email} codes={codes} onStored={() => setCodes(null)} />
          </>
        )}
      </Loaded>
    </>
  )
}
