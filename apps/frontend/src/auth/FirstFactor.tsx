'use client'

import { type AuthOptions, type SECOND_FACTORS, signInRequest } from '@mointering/api-contract/http/accounts'
import { KeyRound } from 'lucide-react'
import Link from 'next/link'
import { useCallback, useState } from 'react'
import { type ApiProblem, asApiProblem } from '../api/api-problem'
import { Button } from '../ui/Button'
import { PasswordField } from '../ui/PasswordField'
import { TextField } from '../ui/TextField'
import { AuthPage, LINK_CLASSES } from './AuthPage'
import { AuthProblem } from './AuthProblem'
import { signIn } from './auth-actions'
import { signUpFor } from './auth-paths'
import { enter } from './enter'
import { Or } from './Or'
import { ProviderButtons } from './ProviderButtons'
import { passkeyOptionsSettled, passkeySignIn, usePasskeyAutofill } from './passkey-sign-in'
import { usePasskeySupport } from './passkeys'
import { providerProblem } from './provider-problems'
import { useSubmit } from './use-submit'

type Props = {
  next: string
  options: AuthOptions
  problemCode: string | undefined
  onSecondFactor: (methods: readonly (typeof SECOND_FACTORS)[number][]) => void
}

/** Password, passkey (also from the address field's list), or a provider. */
export function FirstFactor({ next, options, problemCode, onSecondFactor }: Props) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { errors, problem, busy, submit, clear } = useSubmit()
  const [otherProblem, setOtherProblem] = useState<ApiProblem | null>(() => providerProblem(problemCode))
  const [asking, setAsking] = useState(false)
  const passkeys = usePasskeySupport()
  const restartAutofill = usePasskeyAutofill(next, passkeys, setOtherProblem)
  const waited = useCallback(() => {
    clear()
    setOtherProblem(null)
  }, [clear])
  const shown = problem ?? otherProblem
  const mustWait = shown !== null && shown.retryAfterSeconds !== null

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
      await passkeySignIn(next)
    } catch (error) {
      const refusal = asApiProblem(error)
      if (refusal.code !== 'cancelled') setOtherProblem(refusal)
      setAsking(false)
      restartAutofill()
    }
  }

  return (
    <AuthPage title="Sign in">
      <AuthProblem problem={shown} onWaited={waited} />
      <form
        noValidate
        method="post"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy && !mustWait) void byPassword()
        }}
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
        <Button type="submit" look="primary" busy={busy} disabled={mustWait} className="mt-1 h-9">
          Sign in
        </Button>
      </form>
      {(passkeys || options.providers.length > 0) && <Or />}
      <div className="grid gap-2">
        {passkeys && (
          <Button onClick={() => void byPasskey()} busy={asking} className="h-9">
            <KeyRound className="size-4 text-text-3" aria-hidden="true" />
            Sign in with a passkey
          </Button>
        )}
        <ProviderButtons providers={options.providers} verb="Sign in" next={next} />
      </div>
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-1 text-sm text-text-2">
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
