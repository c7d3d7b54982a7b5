'use client'

import { type AuthOptions, type SECOND_FACTORS, signInRequest } from '@mointering/api-contract/http/accounts'
import { KeyRound } from 'lucide-react'
import Link from 'next/link'
import { useCallback, useState } from 'react'
import { type ApiProblem, asApiProblem } from '../api/api-problem'
import { Button } from '../ui/Button'
import { cx } from '../ui/classes'
import { PasswordField } from '../ui/PasswordField'
import { TextField } from '../ui/TextField'
import { AuthForm } from './AuthForm'
import { AuthPage, LINK_CLASSES } from './AuthPage'
import { signIn } from './auth-actions'
import { signUpFor } from './auth-paths'
import { enter } from './enter'
import { Or } from './Or'
import { ProviderButtons } from './ProviderButtons'
import { passkeyOptionsSettled, passkeySignIn, usePasskeyAutofill } from './passkey-sign-in'
import { useKnownPasskeySupport } from './passkeys'
import { useSubmit } from './use-submit'

type Props = {
  next: string
  options: AuthOptions
  /** Why the person is here, where it was not their choice. */
  reason: ApiProblem | null
  onSecondFactor: (methods: readonly (typeof SECOND_FACTORS)[number][]) => void
}

/** Password, passkey (also from the address field's list), or a provider. */
export function FirstFactor({ next, options, reason, onSecondFactor }: Props) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { errors, problem, busy, submit, clear } = useSubmit()
  const [otherProblem, setOtherProblem] = useState(reason)
  const [asking, setAsking] = useState(false)
  const passkeys = useKnownPasskeySupport()
  const restartAutofill = usePasskeyAutofill(next, passkeys ?? false, setOtherProblem)
  const waited = useCallback(() => {
    clear()
    setOtherProblem(null)
  }, [clear])

  const byPassword = () =>
    submit(signInRequest, { email, password }, async (body) => {
      setOtherProblem(null)
      await passkeyOptionsSettled()
      const reply = await signIn(body)
      if ('secondFactor' in reply) onSecondFactor(reply.secondFactor.methods)
      else await enter(next)
    })

  const byPasskey = async () => {
    clear()
    setOtherProblem(null)
    setAsking(true)
    try {
      await passkeySignIn({ startOver: true })
      await enter(next)
    } catch (error) {
      const refusal = asApiProblem(error)
      if (refusal.code !== 'cancelled') setOtherProblem(refusal)
      setAsking(false)
      restartAutofill()
    }
  }

  return (
    <AuthPage title="Sign in">
      <AuthForm
        action="Sign in"
        busy={busy}
        errors={errors}
        problem={problem ?? otherProblem}
        onWaited={waited}
        onSubmit={() => void byPassword()}
      >
        <TextField
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username webauthn"
          autoFocus
          value={email}
          onValue={setEmail}
          error={errors.email}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          error={errors.password}
        />
      </AuthForm>
      {(passkeys !== false || options.providers.length > 0) && <Or />}
      <div className="grid gap-2">
        {passkeys !== false && (
          // While it is not known, the place is kept: nothing moves under the pointer.
          <Button
            onClick={() => void byPasskey()}
            busy={asking}
            className={cx('h-9', passkeys === null && 'invisible')}
          >
            <KeyRound className="size-4 text-text-3" aria-hidden="true" />
            Sign in with a passkey
          </Button>
        )}
        <ProviderButtons providers={options.providers} verb="Sign in" next={next} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm text-text-2">
        <Link href="/forgot-password" className={LINK_CLASSES}>
          Forgot your password?
        </Link>
        {(options.signUp === 'open' || options.firstAccount) && (
          <span>
            No account yet?{' '}
            <Link href={signUpFor({ next })} className={LINK_CLASSES}>
              Create one
            </Link>
          </span>
        )}
      </div>
    </AuthPage>
  )
}
