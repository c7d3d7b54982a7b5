'use client'

import type { SECOND_FACTORS } from '@mointering/api-contract/http/accounts'
import { useState } from 'react'
import { ApiProblem, asApiProblem } from '../api/api-problem'
import { AuthPage, LINK_CLASSES } from './AuthPage'
import { enter } from './enter'
import { PasskeyFactor } from './PasskeyFactor'
import { usePasskeySupport } from './passkeys'
import { RecoveryCodeFactor } from './RecoveryCodeFactor'
import { TotpFactor } from './TotpFactor'

type Factor = (typeof SECOND_FACTORS)[number]
type Props = {
  methods: readonly Factor[]
  next: string
  /** With the reason where it was not their choice. */
  onStartOver: (reason: ApiProblem | null) => void
}
/** Sends a proof, and goes on as who gave it. Rejects with ApiProblem. */
export type Attempt = (proof: () => Promise<unknown>) => Promise<void>

const FACTORS = { totp: TotpFactor, passkey: PasskeyFactor, recoveryCode: RecoveryCodeFactor }
const LEADS: Record<Factor, string> = {
  totp: 'Enter the code that your authenticator app shows.',
  passkey: 'Use a passkey of this account.',
  recoveryCode: 'Enter one of the recovery codes that you stored. It is good for this one sign-in.',
}
const SWITCH_WORDS: Record<Factor, string> = {
  totp: 'Use the authenticator app',
  passkey: 'Use a passkey',
  recoveryCode: 'Use a recovery code',
}

/** The password was right: one more proof, by any of the ways that the account has. */
export function SecondFactor({ methods, next, onStartOver }: Props) {
  const support = usePasskeySupport()
  const [chosen, setChosen] = useState<Factor | null>(null)
  const usable = methods.filter((method) => method !== 'passkey' || support)
  const method = chosen ?? (['totp', 'passkey'] as const).find((factor) => usable.includes(factor)) ?? 'recoveryCode'
  const Form = FACTORS[method]
  const attempt: Attempt = async (proof) => {
    try {
      await proof()
    } catch (error) {
      const refusal = asApiProblem(error)
      if (refusal.code !== 'not_signed_in') throw refusal
      onStartOver(refusal) // it took too long, or there were too many wrong ones: no code can help any more
      throw new ApiProblem({ code: 'cancelled', message: refusal.message }, refusal)
    }
    await enter(next)
  }
  return (
    <AuthPage title="One more step" lead={LEADS[method]}>
      <Form key={method} attempt={attempt} />
      <ul className="grid justify-items-start gap-1.5 text-sm pointer-coarse:gap-0">
        {usable
          .filter((other) => other !== method)
          .map((other) => (
            <li key={other}>
              <button type="button" className={LINK_CLASSES} onClick={() => setChosen(other)}>
                {SWITCH_WORDS[other]}
              </button>
            </li>
          ))}
        <li>
          <button type="button" className={LINK_CLASSES} onClick={() => onStartOver(null)}>
            Start over
          </button>
        </li>
      </ul>
    </AuthPage>
  )
}
