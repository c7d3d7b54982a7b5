'use client'

import type { AuthOptions } from '@mointering/api-contract/http/accounts'
import type { InvitationPreview } from '@mointering/api-contract/http/workspaces'
import Link from 'next/link'
import { useState } from 'react'
import { AuthPage, LINK_CLASSES } from './AuthPage'
import { signInTo } from './auth-paths'
import { CheckYourMail } from './CheckYourMail'
import { Or } from './Or'
import { ProviderButtons } from './ProviderButtons'
import { SignUpForm } from './SignUpForm'

type Invited = { token: string; preview: InvitationPreview }
type Props = { next: string; options: AuthOptions; invited: Invited | null }

export function SignUpPage({ next, options, invited }: Props) {
  const [mailedTo, setMailedTo] = useState<string | null>(null)
  if (mailedTo !== null) return <CheckYourMail email={mailedTo} onOther={() => setMailedTo(null)} />

  const mayJoin = options.firstAccount || options.signUp === 'open' || invited !== null
  if (!mayJoin) return <NotOpen mode={options.signUp} next={next} />
  return (
    <AuthPage title="Create your account" lead={leadOf(options, invited)}>
      <SignUpForm next={next} invited={invited} onMailed={setMailedTo} />
      {options.providers.length > 0 && (
        <>
          <Or />
          <ProviderButtons
            providers={options.providers}
            verb="Sign up"
            next={next}
            {...(invited ? { invitation: invited.token } : {})}
          />
        </>
      )}
      <p className="text-sm text-text-2">
        Already have one?{' '}
        <Link href={signInTo(next)} className={LINK_CLASSES}>
          Sign in
        </Link>
      </p>
    </AuthPage>
  )
}

function leadOf(options: AuthOptions, invited: Invited | null) {
  if (invited) return `You then join ${invited.preview.workspaceName} as ${invited.preview.role}.`
  return options.firstAccount ? 'You are the first here: this account will own the installation.' : undefined
}

function NotOpen({ mode, next }: { mode: AuthOptions['signUp']; next: string }) {
  const lead =
    mode === 'invite'
      ? 'New accounts are made by invitation here. Ask an owner or admin of the workspace that you want to join for a link, and open it.'
      : 'This installation takes no new accounts. Whoever runs it can change that with SIGN_UP.'
  return (
    <AuthPage title={mode === 'invite' ? 'By invitation only' : 'Sign-up is closed'} lead={lead}>
      <Link href={signInTo(next)} className={`${LINK_CLASSES} justify-self-start text-sm`}>
        Sign in
      </Link>
    </AuthPage>
  )
}
