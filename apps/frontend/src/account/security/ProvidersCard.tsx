'use client'

import type { Account } from '@mointering/api-contract/http/account'
import type { AuthOptions } from '@mointering/api-contract/http/accounts'
import { useQuery } from '@tanstack/react-query'
import { SettingsCard } from '../../settings/SettingsCard'
import { identitiesQuery } from '../account-queries'
import { Loaded } from '../Loaded'
import { ProviderRow } from './ProviderRow'

/** What is linked, and what could be. Nothing where this installation has no providers and none is linked. */
export function ProvidersCard({ account, providers }: { account: Account; providers: AuthOptions['providers'] }) {
  const identities = useQuery(identitiesQuery())
  if (providers.length === 0 && (identities.data ?? []).length === 0) return null
  return (
    <SettingsCard title="Linked providers" note="Sign in with an account that you have elsewhere.">
      <Loaded query={identities} what="linked providers" rows={1}>
        {(items) => {
          const unlinked = providers.filter(({ id }) => !items.some(({ provider }) => provider === id))
          const onlyWayIn = !account.hasPassword && account.passkeys === 0 && items.length === 1
          return (
            <ul aria-label="Providers" className="divide-y divide-line rounded-md border border-line">
              {items.map((identity) => (
                <ProviderRow
                  key={identity.id}
                  provider={identity.provider}
                  name={identity.providerName}
                  identity={identity}
                  onlyWayIn={onlyWayIn}
                />
              ))}
              {unlinked.map(({ id, name }) => (
                <ProviderRow key={id} provider={id} name={name} identity={null} onlyWayIn={false} />
              ))}
            </ul>
          )
        }}
      </Loaded>
    </SettingsCard>
  )
}
