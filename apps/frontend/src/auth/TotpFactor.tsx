'use client'

import { totpRequest } from '@mointering/api-contract/http/second-factors'
import { useState } from 'react'
import { CodeField } from '../ui/CodeField'
import { AuthForm } from './AuthForm'
import { signInWithTotp } from './auth-actions'
import type { Attempt } from './SecondFactor'
import { useSubmit } from './use-submit'

export function TotpFactor({ attempt }: { attempt: Attempt }) {
  const [code, setCode] = useState('')
  const { errors, problem, busy, submit, clear } = useSubmit()
  const mustWait = problem !== null && problem.retryAfterSeconds !== null
  const send = (typed: string) =>
    submit(totpRequest, { code: typed }, (body) =>
      attempt(() =>
        signInWithTotp(body).catch((error: unknown) => {
          setCode('') // the next one is typed from the beginning
          throw error
        }),
      ),
    )
  return (
    <AuthForm
      action="Continue"
      busy={busy}
      errors={errors}
      problem={problem}
      onWaited={clear}
      onSubmit={() => void send(code)}
    >
      <CodeField
        label="Code"
        value={code}
        onValue={setCode}
        onComplete={(full) => !busy && !mustWait && void send(full)}
        error={errors.code}
        autoFocus
      />
    </AuthForm>
  )
}
