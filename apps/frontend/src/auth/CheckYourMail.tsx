'use client'

import Link from 'next/link'
import { useState } from 'react'
import { type ApiProblem, asApiProblem } from '../api/api-problem'
import { Button } from '../ui/Button'
import { AuthPage, LINK_CLASSES } from './AuthPage'
import { AuthProblem } from './AuthProblem'
import { resendVerification } from './auth-actions'

/** Says the same whether the address has an account or not: the mail tells its owner which. */
export function CheckYourMail({ email, onOther }: { email: string; onOther: () => void }) {
  const [state, setState] = useState<'idle' | 'busy' | 'sent'>('idle')
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const resend = async () => {
    setState('busy')
    setProblem(null)
    try {
      await resendVerification(email)
      setState('sent')
    } catch (error) {
      setProblem(asApiProblem(error))
      setState('idle')
    }
  }
  const waits = problem !== null && problem.retryAfterSeconds !== null
  return (
    <AuthPage
      title="Check your mail"
      lead={
        <p>
          A link is on its way to <strong className="break-all font-medium text-text">{email}</strong>. Open it in this
          browser to go on.
        </p>
      }
    >
      <AuthProblem problem={problem} onWaited={() => setProblem(null)} />
      <p className="text-sm text-text-2">
        Nothing there after a few minutes? Look into the spam folder, then send it again.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => void resend()} busy={state === 'busy'} disabled={waits}>
          Send again
        </Button>
        <span role="status" className="text-sm text-text-2">
          {state === 'sent' && 'Sent. The newest link counts.'}
        </span>
      </div>
      <div className="flex gap-4 text-sm">
        <button type="button" className={LINK_CLASSES} onClick={onOther}>
          Use another address
        </button>
        <Link href="/sign-in" className={LINK_CLASSES}>
          Sign in
        </Link>
      </div>
    </AuthPage>
  )
}
