'use client'

import { signUpRequest } from '@mointering/api-contract/http/accounts'
import type { InvitationPreview } from '@mointering/api-contract/http/workspaces'
import { useState } from 'react'
import { PasswordField } from '../ui/PasswordField'
import { TextField } from '../ui/TextField'
import { AuthForm } from './AuthForm'
import { signUp } from './auth-actions'
import { enter } from './enter'
import { passwordHint } from './password-hint'
import { useSubmit } from './use-submit'

type Props = {
  next: string
  /** The address is fixed: the invitation is for it alone. */
  invited: { token: string; preview: InvitationPreview } | null
  onMailed: (email: string) => void
}

export function SignUpForm({ next, invited, onMailed }: Props) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState(invited?.preview.email ?? '')
  const [password, setPassword] = useState('')
  const { errors, problem, busy, submit, clear } = useSubmit()

  const send = () =>
    submit(
      signUpRequest,
      { name, email, password, ...(invited ? { invitation: invited.token } : {}) },
      async (body) => {
        const reply = await signUp(body)
        if ('verification' in reply) onMailed(reply.verification.email)
        else await enter(next)
      },
    )

  return (
    <AuthForm
      action="Create account"
      busy={busy}
      errors={errors}
      problem={problem}
      onWaited={clear}
      onSubmit={() => void send()}
    >
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        autoFocus
        value={name}
        onValue={setName}
        error={errors.name}
      />
      <TextField
        label="E-mail address"
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onValue={setEmail}
        readOnly={invited !== null}
        hint={invited ? 'The address that was invited' : undefined}
        error={errors.email}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        hint={passwordHint(password, { email, name })}
        value={password}
        onValue={setPassword}
        error={errors.password}
      />
    </AuthForm>
  )
}
