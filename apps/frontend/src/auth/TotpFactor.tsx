'use client'

import { totpRequest } from '@mointering/api-contract/http/second-factors'
import { useState } from 'react'
import { Button } from '../ui/Button'
import { CodeField } from '../ui/CodeField'
import { AuthProblem } from './AuthProblem'
import { signInWithTotp } from './auth-actions'
import { enter } from './enter'
import { useSubmit } from './use-submit'

export function TotpFactor({ next }: { next: string }) {
  const [code, setCode] = useState('')
  const { errors, problem, busy, submit, clear } = useSubmit()
  const mustWait = problem !== null && problem.retryAfterSeconds !== null
  const send = (typed: string) =>
    submit(totpRequest, { code: typed }, async (body) => {
      await signInWithTotp(body).catch((error: unknown) => {
        setCode('') // the next one is typed from the beginning
        throw error
      })
      await enter(next)
    })
  return (
    <form
      noValidate
      method="post"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy && !mustWait) void send(code)
      }}
    >
      <AuthProblem problem={problem} onWaited={clear} />
      <CodeField
        label="Code"
        value={code}
        onValue={setCode}
        onComplete={(full) => !mustWait && void send(full)}
        error={errors.code}
        autoFocus
      />
      <Button type="submit" look="primary" busy={busy} disabled={mustWait} className="h-9">
        Continue
      </Button>
    </form>
  )
}
