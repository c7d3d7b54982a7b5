'use client'

import { resetPasswordRequest } from '@mointering/api-contract/http/accounts'
import Link from 'next/link'
import { useState } from 'react'
import { buttonClasses } from '../ui/Button'
import { PasswordField } from '../ui/PasswordField'
import { AuthForm } from './AuthForm'
import { AuthPage } from './AuthPage'
import { resetPassword } from './auth-actions'
import { passwordHint } from './password-hint'
import { SpentLink } from './SpentLink'
import { useSubmit } from './use-submit'

export function ResetPasswordPage({ token }: { token: string }) {
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const { errors, problem, busy, submit, clear } = useSubmit()
  const change = () =>
    submit(resetPasswordRequest, { token, password }, async (body) => {
      await resetPassword(body)
      setDone(true)
    })

  if (done) {
    return (
      <AuthPage title="Password changed" lead="Every browser that was signed in to this account has been signed out.">
        <Link href="/sign-in" className={`${buttonClasses('primary')} justify-self-start`}>
          Sign in
        </Link>
      </AuthPage>
    )
  }
  if (problem?.code === 'link_invalid') {
    return <SpentLink action={{ href: '/forgot-password', label: 'Get a new link' }} />
  }
  return (
    <AuthPage title="Choose a new password" lead="It signs out every browser that is signed in to this account.">
      <AuthForm
        action="Change password"
        busy={busy}
        errors={errors}
        problem={problem}
        onWaited={clear}
        onSubmit={() => void change()}
      >
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          autoFocus
          hint={passwordHint(password)}
          value={password}
          onValue={setPassword}
          error={errors.password}
        />
      </AuthForm>
    </AuthPage>
  )
}
