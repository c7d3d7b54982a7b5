'use client'

import { recoveryCodeRequest } from '@mointering/api-contract/http/second-factors'
import { useState } from 'react'
import { Button } from '../ui/Button'
import { TextField } from '../ui/TextField'
import { AuthProblem } from './AuthProblem'
import { signInWithRecoveryCode } from './auth-actions'
import { enter } from './enter'
import { useSubmit } from './use-submit'

export function RecoveryCodeFactor({ next }: { next: string }) {
  const [code, setCode] = useState('')
  const { errors, problem, busy, submit, clear } = useSubmit()
  const mustWait = problem !== null && problem.retryAfterSeconds !== null
  return (
    <form
      noValidate
      method="post"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (busy || mustWait) return
        void submit(recoveryCodeRequest, { code }, async (body) => {
          await signInWithRecoveryCode(body)
          await enter(next)
        })
      }}
    >
      <AuthProblem problem={problem} onWaited={clear} />
      <TextField
        label="Recovery code"
        name="recovery-code"
        mono
        autoFocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="It looks like abcd-efgh-jkmn"
        value={code}
        onValue={setCode}
        error={errors.code && 'Enter a whole code, it looks like abcd-efgh-jkmn'}
      />
      <Button type="submit" look="primary" busy={busy} disabled={mustWait} className="h-9">
        Continue
      </Button>
    </form>
  )
}
