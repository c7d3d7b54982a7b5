'use client'

import type { InvitationPreview } from '@mointering/api-contract/http/workspaces'
import Link from 'next/link'
import { useState } from 'react'
import { rememberWorkspace } from '../../app/providers/remember-workspace'
import { type ApiProblem, asApiProblem } from '../api/api-problem'
import { formatInstant } from '../format/time'
import { signOutTo } from '../session/sign-out-to'
import { Button, buttonClasses } from '../ui/Button'
import { AuthPage } from './AuthPage'
import { AuthProblem } from './AuthProblem'
import { acceptInvitation } from './auth-actions'
import { invitationPage, signInTo, signUpFor } from './auth-paths'
import { enter } from './enter'

type Props = { token: string; preview: InvitationPreview /** Who is signed in here. */; signedInAs: string | null }

export function InvitationPage({ token, preview, signedInAs }: Props) {
  const { workspaceName, invitedBy, role, email, expiresAt } = preview
  return (
    <AuthPage
      title={`Join ${workspaceName}`}
      lead={
        <p>
          {invitedBy ?? 'Somebody'} invited <strong className="font-medium text-text">{email}</strong> to this workspace
          with the role {role}.
        </p>
      }
    >
      {signedInAs === null && <Stranger token={token} />}
      {signedInAs === email && <Accept token={token} />}
      {signedInAs !== null && signedInAs !== email && <WrongAccount token={token} current={signedInAs} />}
      <p className="text-text-3 text-xs" suppressHydrationWarning>
        It is good until {formatInstant(Date.parse(expiresAt)).split(',')[0]}.
      </p>
    </AuthPage>
  )
}

function Stranger({ token }: { token: string }) {
  return (
    <div className="grid gap-2">
      <Link href={signUpFor({ invitation: token })} className={`${buttonClasses('primary')} h-9`}>
        Create an account
      </Link>
      <Link href={signInTo(invitationPage(token))} className={`${buttonClasses()} h-9`}>
        I have an account
      </Link>
    </div>
  )
}

function Accept({ token }: { token: string }) {
  const { busy, problem, run } = useAttempt()
  const accept = async () => {
    const { workspaceId } = await acceptInvitation(token)
    await rememberWorkspace(workspaceId, null)
    await enter('/monitors')
  }
  return (
    <>
      <AuthProblem problem={problem} />
      <Button look="primary" busy={busy} onClick={() => void run(accept)} autoFocus className="h-9">
        Join workspace
      </Button>
    </>
  )
}

function WrongAccount({ token, current }: { token: string; current: string }) {
  const { busy, problem, run } = useAttempt()
  return (
    <>
      <p className="wrap-anywhere rounded-md border border-degraded/40 bg-degraded-soft px-3 py-2 text-sm">
        You are signed in as <strong className="font-medium">{current}</strong>. The invitation is for the other
        address.
      </p>
      <AuthProblem problem={problem} />
      <Button
        look="primary"
        busy={busy}
        onClick={() => void run(() => signOutTo(invitationPage(token)))}
        className="h-9"
      >
        Sign out to accept it
      </Button>
      <Link href="/monitors" className={`${buttonClasses('quiet')} h-9`}>
        Stay signed in
      </Link>
    </>
  )
}

function useAttempt() {
  const [state, setState] = useState<{ busy: boolean; problem: ApiProblem | null }>({ busy: false, problem: null })
  const run = async (work: () => Promise<void>) => {
    setState({ busy: true, problem: null })
    await work().catch((error: unknown) => setState({ busy: false, problem: asApiProblem(error) }))
  }
  return { ...state, run }
}
