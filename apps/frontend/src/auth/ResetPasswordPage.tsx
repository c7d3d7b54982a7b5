'use client'

import { resetPasswordRequest } from '@mointering/api-contract/http/accounts'
import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonClasses } from '../ui/Button'
import { PasswordField } from '../ui/PasswordField'
import { AuthPage } from './AuthPage'
import { AuthProblem } from './AuthProblem'
import { resetPassword } from './auth-actions'
import { passwordHint } from './password-hint'
import { SpentLink } from './SpentLink'
import { useSubmit } from './use-submit'

export function ResetPasswordPage({ token }: { token: string }) {
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const { errors, problem, busy, submit, clear } = useSubmit()
  const mustWait = problem !== null && problem.retryAfterSeconds !== null

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
    return <SpentLink action={{ href: '/forgot-password', label: 'Ask for a new one' }}>{problem.message}</SpentLink>
  }
  return (
    <AuthPage title="Choose a new password" lead="All browsers that are signed in are signed out by it.">
      <form
        noValidate
        method="post"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (busy || mustWait) return
          void submit(resetPasswordRequest, { token, password }, async (body) => {
            await resetPassword(body)
            setDone(true)
          })
        }}
      >
        <AuthProblem problem={problem} onWaited={clear} />
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
        <Button type="submit" look="primary" busy={busy} disabled={mustWait} className="h-9">
          Change password
        </Button>
      </form>
    </AuthPage>
  )
}
