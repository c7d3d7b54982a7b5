import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignUpForm } from '../../../src/auth/SignUpForm'
import { safePath } from '../../../src/session/safe-path'
import { getSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Sign up' }

export default async function SignUpPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams
  const goal = safePath(Array.isArray(next) ? next[0] : next)
  if (await getSession()) redirect(goal)
  return <SignUpForm next={goal} />
}
