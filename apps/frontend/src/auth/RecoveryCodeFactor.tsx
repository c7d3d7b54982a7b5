'use client'

import { recoveryCodeRequest } from '@mointering/api-contract/http/second-factors'
import { useState } from 'react'
import { TextField } from '../ui/TextField'
import { AuthForm } from './AuthForm'
import { signInWithRecoveryCode } from './auth-actions'
import type { Attempt } from './SecondFactor'
import { useSubmit } from './use-submit'

export function RecoveryCodeFactor({ attempt }: { attempt: Attempt }) {
  const [code, setCode] = useState('')
  const { errors, problem, busy, submit, clear } = useSubmit()
  const send = () => submit(recoveryCodeRequest, { code }, (body) => attempt(() => signInWithRecoveryCode(body)))
  return (
    <AuthForm
      action="Continue"
      busy={busy}
      errors={errors}
      problem={problem}
      onWaited={clear}
      onSubmit={() => void send()}
    >
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
    </AuthForm>
  )
}
