'use client'

import { signUpRequest } from '@mointering/api-contract/http/accounts'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '../ui/Button'
import { TextField } from '../ui/TextField'
import { AuthProblem } from './AuthProblem'
import { useAuthForm } from './use-auth-form'

export function SignUpForm({ next }: { next: string }) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { errors, problem, busy, submit } = useAuthForm(signUpRequest, '/auth/sign-up', next)
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void submit({ name, email, password })
      }}
    >
      <h1 className="font-semibold text-2xl">Create your account</h1>
      <AuthProblem problem={problem} />
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
        error={errors.email}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="new-password"
        hint="At least 10 characters"
        value={password}
        onValue={setPassword}
        error={errors.password}
      />
      <Button type="submit" look="primary" busy={busy} className="mt-2">
        Create account
      </Button>
      <p className="text-sm text-text-2">
        Already have one?{' '}
        <Link
          href={`/sign-in?next=${encodeURIComponent(next)}`}
          className="rounded-sm font-medium text-accent-text hover:underline"
        >
          Sign in
        </Link>
      </p>
    </form>
  )
}
