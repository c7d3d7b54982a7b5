'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { type ApiProblem, asApiProblem } from '../api/api-problem'
import { Button } from '../ui/Button'
import { AuthProblem } from './AuthProblem'
import { passkeySignIn } from './passkey-sign-in'

export function PasskeyFactor({ next }: { next: string }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const ask = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await passkeySignIn(next)
    } catch (error) {
      const refusal = asApiProblem(error)
      if (refusal.code !== 'cancelled') setProblem(refusal)
      setBusy(false)
    }
  }
  return (
    <div className="grid gap-4">
      <AuthProblem problem={problem} />
      <Button look="primary" onClick={() => void ask()} busy={busy} autoFocus className="h-9">
        <KeyRound className="size-4" aria-hidden="true" />
        Use a passkey
      </Button>
    </div>
  )
}
