'use client'

import { forgotPasswordRequest } from '@mointering/api-contract/http/accounts'
import Link from 'next/link'
import { useState } from 'react'
import { CopyField } from '../ui/CopyField'
import { TextField } from '../ui/TextField'
import { AuthForm } from './AuthForm'
import { AuthPage, LINK_CLASSES } from './AuthPage'
import { forgotPassword } from './auth-actions'
import { CheckYourMail } from './CheckYourMail'
import { useSubmit } from './use-submit'

export function ForgotPasswordPage({ mail }: { mail: boolean }) {
  return mail ? <ByMail /> : <ByCommand />
}

function ByMail() {
  const [email, setEmail] = useState('')
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { errors, problem, busy, submit, clear } = useSubmit()
  const send = () =>
    submit(forgotPasswordRequest, { email }, async (body) => {
      await forgotPassword(body)
      setSentTo(body.email)
    })
  if (sentTo !== null) {
    return (
      <CheckYourMail
        lead={
          <p>
            If <strong className="font-medium text-text">{sentTo}</strong> has an account here, a link for a new
            password is on its way. It works for an hour, and once.
          </p>
        }
        onResend={() => forgotPassword({ email: sentTo })}
        onOther={() => setSentTo(null)}
      />
    )
  }
  return (
    <AuthPage title="Forgot your password?" lead="Enter your e-mail address to get a link for a new password.">
      <AuthForm
        action="Send the link"
        busy={busy}
        errors={errors}
        problem={problem}
        onWaited={clear}
        onSubmit={() => void send()}
      >
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
      </AuthForm>
      <BackToSignIn />
    </AuthPage>
  )
}

function ByCommand() {
  return (
    <AuthPage
      title="Forgot your password?"
      lead="This installation sends no mail. Whoever runs it can make you a link for a new password, in the folder of Mointering on its machine:"
    >
      <CopyField label="the command" text="npm run --silent mointering -- reset-password you@example.org" wrap />
      <p className="text-sm text-text-2">
        Put your own address there. The command prints the link; open it to choose the password.
      </p>
      <BackToSignIn />
    </AuthPage>
  )
}

function BackToSignIn() {
  return (
    <Link href="/sign-in" className={`${LINK_CLASSES} justify-self-start text-sm`}>
      Back to sign-in
    </Link>
  )
}
