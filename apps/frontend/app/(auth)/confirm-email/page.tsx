import type { Metadata } from 'next'
import { ConfirmEmailPage } from '../../../src/auth/ConfirmEmailPage'
import { SpentLink } from '../../../src/auth/SpentLink'
import { firstOf, type SearchParams } from '../../../src/session/first-of'

export const metadata: Metadata = { title: 'Confirm your new address', referrer: 'no-referrer' }

export default async function ConfirmEmail({ searchParams }: { searchParams: SearchParams }) {
  const token = firstOf((await searchParams).token)
  if (!token) return <SpentLink action={{ href: '/account', label: 'Go to your account' }} />
  return <ConfirmEmailPage token={token} />
}
