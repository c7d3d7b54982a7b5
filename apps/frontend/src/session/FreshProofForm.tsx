'use client'

import { type Account, reauthenticateRequest } from '@mointering/api-contract/http/account'
import type { Identity } from '@mointering/api-contract/http/identities'
import { KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import {
  proveByPasskey,
  proveByPassword,
  provingPasskeyOptions,
  readAccount,
  readIdentities,
} from '../account/account-actions'
import { type ApiProblem, asApiProblem } from '../api/api-problem'
import { useAction } from '../api/use-action'
import { AuthForm } from '../auth/AuthForm'
import { AuthProblem } from '../auth/AuthProblem'
import { Or } from '../auth/Or'
import { askForPasskey, usePasskeySupport } from '../auth/passkeys'
import { useSubmit } from '../auth/use-submit'
import { Button } from '../ui/Button'
import { PasswordField } from '../ui/PasswordField'
import { Spinner } from '../ui/Spinner'
import { ProviderProof } from './ProviderProof'

type Ways = { account: Account; identities: readonly Identity[] }
type Props = { onProven: () => void; onCancel: () => void }

/** By the ways that this account has. */
export function FreshProofForm({ onProven, onCancel }: Props) {
  const [ways, setWays] = useState<Ways | null>(null)
  const [failure, setFailure] = useState<ApiProblem | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    Promise.all([readAccount(stop.signal), readIdentities(stop.signal)]).then(
      ([account, identities]) => setWays({ account, identities }),
      (error: unknown) => !stop.signal.aborted && setFailure(asApiProblem(error)),
    )
    return () => stop.abort()
  }, [])
  return (
    <div className="grid gap-4 overflow-y-auto p-4">
      <p className="text-text-2">
        This is a sensitive change, and you last signed in a while ago. It goes on by itself afterwards.
      </p>
      <AuthProblem problem={failure} />
      {ways && <Proofs ways={ways} onProven={onProven} />}
      {!ways && !failure && (
        <div className="grid h-32 place-items-center text-text-3">
          <Spinner />
        </div>
      )}
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  )
}

/** Google and GitHub send back whoever is signed in there without asking: the API takes their word only where there is nothing better. */
const mayProve = (provider: string, { hasPassword, passkeys }: Account): boolean =>
  !['google', 'github'].includes(provider) || (!hasPassword && passkeys === 0)

function Proofs({ ways: { account, identities }, onProven }: { ways: Ways; onProven: () => void }) {
  const passkeys = usePasskeySupport() && account.passkeys > 0
  const providers = identities.filter(({ provider }) => mayProve(provider, account))
  const others = passkeys || providers.length > 0
  return (
    <>
      {account.hasPassword && <ByPassword email={account.email} onProven={onProven} />}
      {account.hasPassword && others && <Or />}
      {passkeys && <ByPasskey onProven={onProven} first={!account.hasPassword} />}
      {providers.map((identity) => (
        <ProviderProof key={identity.id} identity={identity} onProven={onProven} />
      ))}
      {!account.hasPassword && !others && (
        <p className="text-text-2">
          This account has no way to prove it in this browser. Sign out, and sign in again the way you usually do.
        </p>
      )}
    </>
  )
}

function ByPassword({ email, onProven }: { email: string; onProven: () => void }) {
  const [password, setPassword] = useState('')
  const { errors, problem, busy, submit, clear } = useSubmit()
  const prove = () =>
    submit(reauthenticateRequest, { password }, async (body) => {
      await proveByPassword(body)
      onProven()
    })
  return (
    <AuthForm
      action="Continue"
      busy={busy}
      errors={errors}
      problem={problem}
      onWaited={clear}
      onSubmit={() => void prove()}
    >
      {/* For password managers: whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        autoFocus
        value={password}
        onValue={setPassword}
        error={errors.password}
      />
    </AuthForm>
  )
}

function ByPasskey({ onProven, first }: { onProven: () => void; first: boolean }) {
  const { busy, problem, run } = useAction()
  const ask = () =>
    run(async () => {
      await proveByPasskey(await askForPasskey(await provingPasskeyOptions()))
      onProven()
    })
  return (
    <>
      <AuthProblem problem={problem} />
      <Button look={first ? 'primary' : 'plain'} onClick={() => void ask()} busy={busy}>
        <KeyRound className="size-4" aria-hidden="true" />
        Use a passkey
      </Button>
    </>
  )
}
