'use client'

import { confirmEmailRequest } from '@mointering/api-contract/http/accounts'
import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonClasses } from '../ui/Button'
import { AuthPage } from './AuthPage'
import { AuthProblem } from './AuthProblem'
import { confirmEmail } from './auth-actions'
import { SpentLink } from './SpentLink'
import { useSubmit } from './use-submit'

/** By a press, not by opening: programs that look through mails open links too. */
export function ConfirmEmailPage({ token }: { token: string }) {
  const [done, setDone] = useState(false)
  const { problem, busy, submit, clear } = useSubmit()

  if (done) {
    return (
      <AuthPage title="Address confirmed" lead="From now on you sign in with it, and mails go there.">
        <Link href="/account" className={`${buttonClasses('primary')} justify-self-start`}>
          Go to your account
        </Link>
      </AuthPage>
    )
  }
  if (problem?.code === 'link_invalid') {
    return <SpentLink action={{ href: '/account', label: 'Go to your account' }} />
  }
  const confirm = () =>
    submit(confirmEmailRequest, { token }, async (body) => {
      await confirmEmail(body.token)
      setDone(true)
    })
  return (
    <AuthPage title="Confirm your new address" lead="You then sign in with it, and mails about your account go there.">
      <AuthProblem problem={problem} onWaited={clear} />
      <Button look="primary" busy={busy} onClick={() => void confirm()} autoFocus className="h-9">
        Confirm address
      </Button>
    </AuthPage>
  )
}
