import { accountReply } from '@mointering/api-contract/http/account'
import type { Metadata } from 'next'
import { SecurityPage } from '../../../../src/account/security/SecurityPage'
import { prefetchApi } from '../../../../src/api/server-api'
import { getAuthOptions } from '../../../../src/auth/auth-options'
import { firstOf, type SearchParams } from '../../../../src/session/first-of'
import { requireSession } from '../../../providers/session'

export const metadata: Metadata = { title: 'Security' }

export default async function Security({ searchParams }: { searchParams: SearchParams }) {
  await requireSession()
  const [account, options, { problem }] = await Promise.all([
    prefetchApi(accountReply, '/account'),
    getAuthOptions(),
    searchParams,
  ])
  return <SecurityPage first={account} providers={options.providers} providerProblem={firstOf(problem)} />
}
