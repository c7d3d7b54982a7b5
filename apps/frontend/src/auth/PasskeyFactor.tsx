'use client'

import { KeyRound } from 'lucide-react'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import { AuthProblem } from './AuthProblem'
import { passkeySignIn } from './passkey-sign-in'
import type { Attempt } from './SecondFactor'

export function PasskeyFactor({ attempt }: { attempt: Attempt }) {
  const { busy, problem, run } = useAction()
  return (
    <div className="grid gap-4">
      <AuthProblem problem={problem} />
      <Button
        look="primary"
        onClick={() => void run(() => attempt(() => passkeySignIn({ startOver: false })))}
        busy={busy}
        autoFocus
        className="h-9"
      >
        <KeyRound className="size-4" aria-hidden="true" />
        Use a passkey
      </Button>
    </div>
  )
}
