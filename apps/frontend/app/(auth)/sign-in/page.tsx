import { SECOND_FACTORS } from '@mointering/api-contract/http/accounts'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getAuthOptions } from '../../../src/auth/auth-options'
import { signUpFor } from '../../../src/auth/auth-paths'
import { SignInPage } from '../../../src/auth/SignInPage'
import { firstOf, type SearchParams } from '../../../src/session/first-of'
import { safePath } from '../../../src/session/safe-path'
import { getSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignIn({ searchParams }: { searchParams: SearchParams }) {
  const { next, step, problem, methods } = await searchParams
  const goal = safePath(firstOf(next))
  const [person, options] = await Promise.all([getSession(), getAuthOptions()])
  if (person) redirect(goal)
  // Nobody has an account yet: the first visitor makes one. What a provider refused is said here all the same.
  if (options.firstAccount && problem === undefined) redirect(signUpFor({ next: goal }))
  const named = firstOf(methods)?.split(',') ?? SECOND_FACTORS
  const factors = SECOND_FACTORS.filter((factor) => named.some((name) => name === factor))
  return (
    <SignInPage
      next={goal}
      options={options}
      providerProblem={firstOf(problem)}
      secondFactors={firstOf(step) === 'second-factor' ? factors : null}
    />
  )
}
