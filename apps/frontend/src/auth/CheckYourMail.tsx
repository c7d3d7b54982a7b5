'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { useAction } from '../api/use-action'
import { Button } from '../ui/Button'
import { AuthPage, LINK_CLASSES } from './AuthPage'
import { AuthProblem } from './AuthProblem'

type Props = {
  /** What was sent, where to, and what it is good for. */
  lead: ReactNode
  onResend: () => Promise<void>
  onOther: () => void
}

/** Says the same whether the address has an account or not: the mail tells its owner which. */
export function CheckYourMail({ lead, onResend, onOther }: Props) {
  const [sent, setSent] = useState(false)
  const { busy, problem, run, setErrors } = useAction()
  const mustWait = problem !== null && problem.retryAfterSeconds !== null
  const resend = () =>
    run(async () => {
      setSent(false)
      await onResend()
      setSent(true)
    })
  return (
    <AuthPage title="Check your mail" lead={lead}>
      <AuthProblem problem={problem} onWaited={() => setErrors({})} />
      <p className="text-sm text-text-2">No mail after a few minutes? Look in the spam folder, then send it again.</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => void resend()} busy={busy} disabled={mustWait}>
          Send again
        </Button>
        <span role="status" className="text-sm text-text-2">
          {sent && 'Sent once more.'}
        </span>
      </div>
      <div className="flex flex-wrap gap-x-4 text-sm">
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
