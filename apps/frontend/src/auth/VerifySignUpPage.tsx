'use client'

import { verifySignUpRequest } from '@mointering/api-contract/http/accounts'
import { useState } from 'react'
import { asApiProblem } from '../api/api-problem'
import { Button } from '../ui/Button'
import { PasswordField } from '../ui/PasswordField'
import { AuthPage } from './AuthPage'
import { AuthProblem } from './AuthProblem'
import { verifySignUp } from './auth-actions'
import { enter } from './enter'
import { SpentLink } from './SpentLink'
import { useSubmit } from './use-submit'

/**
 * The link of the sign-up mail. In the browser that signed up one press is enough; anywhere else the password that was chosen then is asked for, so
 * that nobody finishes a sign-up that somebody else began with their address.
 */
export function VerifySignUpPage({ token, next }: { token: string; next: string }) {
  const [password, setPassword] = useState<string | null>(null)
  const { errors, problem, busy, submit, clear } = useSubmit()
  const mustWait = problem !== null && problem.retryAfterSeconds !== null

  const send = () =>
    submit(verifySignUpRequest, { token, ...(password === null ? {} : { password }) }, async (body) => {
      try {
        await verifySignUp(body)
      } catch (error) {
        if (password !== null || !asApiProblem(error).issues.some(({ path }) => path === 'password')) throw error
        return setPassword('') // another browser: one more field, no reproach
      }
      await enter(next)
    })

  if (problem?.code === 'link_invalid') {
    return <SpentLink action={{ href: '/sign-up', label: 'Sign up again' }}>{problem.message}</SpentLink>
  }
  return (
    <AuthPage
      title="Confirm your address"
      lead={
        password === null
          ? 'One more press, and the account is yours.'
          : 'You opened the link in another browser than the one you signed up in. Enter the password that you chose there.'
      }
    >
      <form
        noValidate
        method="post"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy && !mustWait) void send()
        }}
      >
        <AuthProblem problem={problem} onWaited={clear} />
        {password !== null && (
          <PasswordField
            label="Password"
            autoComplete="current-password"
            autoFocus
            value={password}
            onValue={setPassword}
            error={errors.password}
          />
        )}
        <Button type="submit" look="primary" busy={busy} disabled={mustWait} className="h-9">
          Confirm and sign in
        </Button>
      </form>
    </AuthPage>
  )
}
