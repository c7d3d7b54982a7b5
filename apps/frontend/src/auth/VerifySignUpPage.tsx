'use client'

import { verifySignUpRequest } from '@mointering/api-contract/http/accounts'
import { useState } from 'react'
import { asApiProblem } from '../api/api-problem'
import { PasswordField } from '../ui/PasswordField'
import { AuthForm } from './AuthForm'
import { AuthPage } from './AuthPage'
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
    return <SpentLink action={{ href: '/sign-up', label: 'Sign up again' }} />
  }
  return (
    <AuthPage
      title="Confirm your address"
      lead={
        password === null
          ? 'Then your account is ready.'
          : 'Enter the password that you chose when you signed up: it shows that it was you.'
      }
    >
      <AuthForm
        action="Confirm and sign in"
        busy={busy}
        errors={errors}
        problem={problem}
        onWaited={clear}
        onSubmit={() => void send()}
      >
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
      </AuthForm>
    </AuthPage>
  )
}
