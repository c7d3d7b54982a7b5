import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getAuthOptions } from '../../../src/auth/auth-options'
import { invitationPage } from '../../../src/auth/auth-paths'
import { readInvitation } from '../../../src/auth/read-invitation'
import { SignUpPage } from '../../../src/auth/SignUpPage'
import { firstOf, type SearchParams } from '../../../src/session/first-of'
import { safePath } from '../../../src/session/safe-path'
import { getSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Sign up' }

export default async function SignUp({ searchParams }: { searchParams: SearchParams }) {
  const { next, invitation } = await searchParams
  const token = firstOf(invitation)
  if (await getSession()) redirect(token ? invitationPage(token) : safePath(firstOf(next)))
  const preview = token === undefined ? null : await readInvitation(token)
  // Its own page says what is wrong with it.
  if (token !== undefined && !preview) redirect(invitationPage(token))
  return (
    <SignUpPage
      next={safePath(firstOf(next))}
      options={await getAuthOptions()}
      invited={token !== undefined && preview ? { token, preview } : null}
    />
  )
}
