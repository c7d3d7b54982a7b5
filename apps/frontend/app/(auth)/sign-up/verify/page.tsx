import type { Metadata } from 'next'
import { SpentLink } from '../../../../src/auth/SpentLink'
import { VerifySignUpPage } from '../../../../src/auth/VerifySignUpPage'
import { firstOf, type SearchParams } from '../../../../src/session/first-of'
import { safePath } from '../../../../src/session/safe-path'

export const metadata: Metadata = { title: 'Confirm your address', referrer: 'no-referrer' }

export default async function VerifySignUp({ searchParams }: { searchParams: SearchParams }) {
  const { token, next } = await searchParams
  const secret = firstOf(token)
  if (!secret) return <SpentLink action={{ href: '/sign-up', label: 'Sign up' }} />
  return <VerifySignUpPage token={secret} next={safePath(firstOf(next))} />
}
