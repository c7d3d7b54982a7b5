'use client'

import { forgotPasswordRequest } from '@mointering/api-contract/http/accounts'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '../ui/Button'
import { CopyField } from '../ui/CopyField'
import { TextField } from '../ui/TextField'
import { AuthPage, LINK_CLASSES } from './AuthPage'
import { AuthProblem } from './AuthProblem'
import { forgotPassword } from './auth-actions'
import { useSubmit } from './use-submit'

export function ForgotPasswordPage({ mail }: { mail: boolean }) {
  return (
    <>
      {mail ? <ByMail /> : <ByCommand />}
      <Link href="/sign-in" className={`${LINK_CLASSES} mt-5 inline-block text-sm`}>
        Back to signing in
      </Link>
    </>
  )
}

function ByMail() {
  const [email, setEmail] = useState('')
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { errors, problem, busy, submit, clear } = useSubmit()
  const mustWait = problem !== null && problem.retryAfterSeconds !== null
  if (sentTo !== null) {
    return (
      <AuthPage
        title="Check your mail"
        lead={
          <p>
            If <strong className="break-all font-medium text-text">{sentTo}</strong> has an account here, a link for a
            new password is on its way. It is good for a short time and for one use.
          </p>
        }
      >
        <Button className="justify-self-start" onClick={() => setSentTo(null)}>
          Send it again
        </Button>
      </AuthPage>
    )
  }
  return (
    <AuthPage title="Forgot your password?" lead="Enter your address, and a link for a new one is mailed to you.">
      <form
        noValidate
        method="post"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (busy || mustWait) return
          void submit(forgotPasswordRequest, { email }, async (body) => {
            await forgotPassword(body)
            setSentTo(body.email)
          })
        }}
      >
        <AuthProblem problem={problem} onWaited={clear} />
        <TextField
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          value={email}
          onValue={setEmail}
          error={errors.email}
        />
        <Button type="submit" look="primary" busy={busy} disabled={mustWait} className="h-9">
          Send the link
        </Button>
      </form>
    </AuthPage>
  )
}

function ByCommand() {
  return (
    <AuthPage
      title="Forgot your password?"
      lead="This installation sends no mail, so the password is reset on the machine it runs on. Whoever runs it types there:"
    >
      <CopyField label="the command" text="mointering reset-password you@example.org" wrap />
      <p className="text-sm text-text-2">
        with your address. The command prints a link; open it to choose a new password.
      </p>
    </AuthPage>
  )
}
