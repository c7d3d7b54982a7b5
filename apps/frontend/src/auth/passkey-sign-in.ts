import { browserSupportsWebAuthnAutofill, WebAuthnAbortService } from '@simplewebauthn/browser'
import { useCallback, useEffect, useState } from 'react'
import { type ApiProblem, asApiProblem } from '../api/api-problem'
import { passkeySignInOptions, signInWithPasskey } from './auth-actions'
import { enter } from './enter'
import { askForPasskey } from './passkeys'

/** Enough for every slip of a finger; an authenticator that fails by itself does not keep the server busy. */
const MOST_ROUNDS = 10

let optionsUnderWay: Promise<unknown> = Promise.resolve()

function fetchOptions(startOver: boolean) {
  const options = passkeySignInOptions(startOver)
  optionsUnderWay = options.catch(() => undefined) // whoever fetches them hears of it
  return options
}

/**
 * Resolves when no answer with a new flow cookie is under way any more. A sign-in by password waits for it: the cookie that carries its second
 * step must not be overwritten by that of a passkey nobody used.
 */
export const passkeyOptionsSettled = (): Promise<unknown> => optionsUnderWay

/**
 * One ceremony with its judgement. `startOver`: it is a sign-in of its own, not the second step of one that waits, which is forgotten. Rejects with
 * ApiProblem, `cancelled` when the person ended it.
 */
export async function passkeySignIn({ startOver }: { startOver: boolean }): Promise<void> {
  await signInWithPasskey(await askForPasskey(await fetchOptions(startOver)))
}

/** Offers passkeys in the address field's list while the form is shown. `restart` after another ceremony, which ends the waiting one. */
export function usePasskeyAutofill(next: string, enabled: boolean, onProblem: (problem: ApiProblem) => void) {
  const [rounds, setRounds] = useState(1)
  const restart = useCallback(() => setRounds((before) => before + 1), [])

  useEffect(() => {
    if (!enabled || rounds > MOST_ROUNDS) return
    let stopped = false
    const listen = async () => {
      if (!(await browserSupportsWebAuthnAutofill()) || stopped) return
      const options = await fetchOptions(true).catch(() => null) // nobody asked for it yet: the button says what is wrong
      if (!options || stopped) return
      try {
        await signInWithPasskey(await askForPasskey(options, { autofill: true }))
        await enter(next)
      } catch (error) {
        const problem = asApiProblem(error)
        if (stopped || problem.code === 'cancelled') return
        onProblem(problem)
        restart()
      }
    }
    void listen()
    return () => {
      stopped = true
      WebAuthnAbortService.cancelCeremony()
    }
  }, [next, enabled, onProblem, restart, rounds])
  return restart
}
