import type { Metadata } from 'next'
import { ResetPasswordPage } from '../../../src/auth/ResetPasswordPage'
import { SpentLink } from '../../../src/auth/SpentLink'
import { firstOf, type SearchParams } from '../../../src/session/first-of'

export const metadata: Metadata = { title: 'Choose a new password', referrer: 'no-referrer' }

export default async function ResetPassword({ searchParams }: { searchParams: SearchParams }) {
  const token = firstOf((await searchParams).token)
  if (!token) return <SpentLink action={{ href: '/forgot-password', label: 'Get a new link' }} />
  return <ResetPasswordPage token={token} />
}
