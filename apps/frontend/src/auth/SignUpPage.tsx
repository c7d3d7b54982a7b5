'use client'

import type { AuthOptions } from '@mointering/api-contract/http/accounts'
import type { InvitationPreview } from '@mointering/api-contract/http/workspaces'
import Link from 'next/link'
import { useState } from 'react'
import { buttonClasses } from '../ui/Button'
import { AuthPage, LINK_CLASSES } from './AuthPage'
import { resendVerification } from './auth-actions'
import { invitationPage, signInTo } from './auth-paths'
import { CheckYourMail } from './CheckYourMail'
import { Or } from './Or'
import { ProviderButtons } from './ProviderButtons'
import { SignUpForm } from './SignUpForm'

type Invited = { token: string; preview: InvitationPreview }
type Props = { next: string; options: AuthOptions; invited: Invited | null }

export function SignUpPage({ next, options, invited }: Props) {
  const [mailedTo, setMailedTo] = useState<string | null>(null)
  if (mailedTo !== null) {
    return (
      <CheckYourMail
        lead={
          <p>
            A link is on its way to <strong className="font-medium text-text">{mailedTo}</strong>. Open it in this
            browser to go on.
          </p>
        }
        onResend={() => resendVerification(mailedTo)}
        onOther={() => setMailedTo(null)}
      />
    )
  }

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
      {!options.firstAccount && (
        <p className="text-sm text-text-2">
          Already have an account?{' '}
          <Link href={signInTo(invited ? invitationPage(invited.token) : next)} className={LINK_CLASSES}>
            Sign in
          </Link>
        </p>
      )}
    </AuthPage>
  )
}

function leadOf(options: AuthOptions, invited: Invited | null) {
  if (invited) return `Then you join ${invited.preview.workspaceName} with the role ${invited.preview.role}.`
  return options.firstAccount ? 'You are the first one here: this account owns the installation.' : undefined
}

function NotOpen({ mode, next }: { mode: AuthOptions['signUp']; next: string }) {
  const lead =
    mode === 'invite'
      ? 'To get an account, ask an owner or admin of the workspace that you want to join for an invitation, and open its link.'
      : 'This installation takes no new accounts. Whoever runs it can change that with the setting SIGN_UP.'
  return (
    <AuthPage title={mode === 'invite' ? 'By invitation only' : 'Sign-up is closed'} lead={lead}>
      <Link href={signInTo(next)} className={`${buttonClasses()} justify-self-start`}>
        Go to sign-in
      </Link>
    </AuthPage>
  )
}
