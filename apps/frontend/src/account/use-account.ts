import type { Account } from '@mointering/api-contract/http/account'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ACCOUNT_KEY, accountQuery } from './account-queries'

/** One's own account. `first`: as the server read it, null when that failed; then the browser asks and shows its own error. */
export function useAccount(first: Account | null) {
  return useQuery({ ...accountQuery(), ...(first ? { initialData: first } : {}) })
}

/** Reads everything about the account again, after a change to it. */
export function useRefreshAccount(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ACCOUNT_KEY })
}
