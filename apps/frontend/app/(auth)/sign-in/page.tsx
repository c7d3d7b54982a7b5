import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '../../../src/auth/SignInForm'
import { safePath } from '../../../src/session/safe-path'
import { getSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams
  const goal = safePath(Array.isArray(next) ? next[0] : next)
  if (await getSession()) redirect(goal)
  return <SignInForm next={goal} />
}
