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
          {invitedBy ?? 'Somebody'} invited <strong className="break-all font-medium text-text">{email}</strong> to this
          workspace as {role}.
        </p>
      }
    >
      {signedInAs === null && <Stranger token={token} />}
      {signedInAs === email && <Accept token={token} workspaceName={workspaceName} />}
      {signedInAs !== null && signedInAs !== email && <WrongAccount token={token} email={email} current={signedInAs} />}
      <p className="text-text-3 text-xs" suppressHydrationWarning>
        The invitation ends {formatInstant(Date.parse(expiresAt))}.
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

function Accept({ token, workspaceName }: { token: string; workspaceName: string }) {
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
        Join {workspaceName}
      </Button>
    </>
  )
}

function WrongAccount({ token, email, current }: { token: string; email: string; current: string }) {
  const { busy, problem, run } = useAttempt()
  return (
    <>
      <p className="rounded-md border border-degraded/40 bg-degraded-soft px-3 py-2 text-sm">
        You are signed in as <strong className="break-all font-medium">{current}</strong>. The invitation is for{' '}
        <span className="break-all">{email}</span> alone.
      </p>
      <AuthProblem problem={problem} />
      <Button
        look="primary"
        busy={busy}
        onClick={() => void run(() => signOutTo(invitationPage(token)))}
        className="h-9"
      >
        Sign out and go on as {email}
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
