'use client'

import { signInRequest } from '@mointering/api-contract/http/accounts'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '../ui/Button'
import { TextField } from '../ui/TextField'
import { AuthProblem } from './AuthProblem'
import { useAuthForm } from './use-auth-form'

export function SignInForm({ next }: { next: string }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { errors, problem, busy, submit } = useAuthForm(signInRequest, '/auth/sign-in', next)
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void submit({ email, password })
      }}
    >
      <h1 className="font-semibold text-2xl">Sign in</h1>
      <AuthProblem problem={problem} />
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
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onValue={setPassword}
        error={errors.password}
      />
      <Button type="submit" look="primary" busy={busy} className="mt-2">
        Sign in
      </Button>
      <p className="text-sm text-text-2">
        No account yet?{' '}
        <Link
          href={`/sign-up?next=${encodeURIComponent(next)}`}
          className="rounded-sm font-medium text-accent-text hover:underline"
        >
          Create one
        </Link>
      </p>
    </form>
  )
}
