import {
  type AuthenticationResponseJSON,
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'
import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { ApiProblem } from '../api/api-problem'

// What the server's library made is for the browser to judge; the contract passes it through as it is.
const requestOptions = z.custom<PublicKeyCredentialRequestOptionsJSON>(hasChallenge)
const creationOptions = z.custom<PublicKeyCredentialCreationOptionsJSON>(hasChallenge)

function hasChallenge(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'challenge' in options
}

/** Asks for a passkey. Rejects with ApiProblem; `cancelled` when the person, or another ceremony, ended it. */
export function askForPasskey(options: unknown, { autofill = false } = {}): Promise<AuthenticationResponseJSON> {
  return explained(() =>
    startAuthentication({ optionsJSON: requestOptions.parse(options), useBrowserAutofill: autofill }),
  )
}

/** Makes a passkey on this device or a key that is plugged in. Rejects as askForPasskey. */
export function makePasskey(options: unknown): Promise<RegistrationResponseJSON> {
  return explained(() => startRegistration({ optionsJSON: creationOptions.parse(options) }))
}

async function explained<Result>(ceremony: () => Promise<Result>): Promise<Result> {
  try {
    return await ceremony()
  } catch (error) {
    throw passkeyProblem(error)
  }
}

/** The browser's words for what went wrong, as ours. It tells "cancelled" and "timed out" apart for nobody (WebAuthn 14.5.2). */
export function passkeyProblem(error: unknown): ApiProblem {
  if (!(error instanceof Error)) return new ApiProblem({ code: 'passkey', message: PASSKEY_FAILED }, error)
  const code = error instanceof WebAuthnError ? error.code : ''
  if (error.name === 'NotAllowedError' || error.name === 'AbortError' || code === 'ERROR_CEREMONY_ABORTED') {
    return new ApiProblem({ code: 'cancelled', message: 'No passkey was used.' }, error)
  }
  return new ApiProblem({ code: 'passkey', message: MESSAGES[code] ?? PASSKEY_FAILED }, error)
}

const PASSKEY_FAILED = 'The passkey could not be used. Try again, or use another way.'
const MESSAGES: Record<string, string> = {
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: 'This device has a passkey for your account already.',
  ERROR_INVALID_DOMAIN: 'Passkeys need https, or localhost. Open this page at its https address.',
  ERROR_INVALID_RP_ID: 'Passkeys work only at the address that this installation is set up for (PUBLIC_URL).',
  ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT: 'This key has no PIN, finger or face. Set a PIN for it first.',
  ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT: 'This key cannot keep passkeys. Use another one.',
}

const never = () => () => undefined

/** Whether this browser can do passkeys here; null while the server renders. Not over plain http, but for localhost. */
export const useKnownPasskeySupport = (): boolean | null =>
  useSyncExternalStore<boolean | null>(never, browserSupportsWebAuthn, () => null)

/** The same, where what is not known yet counts as no. */
export const usePasskeySupport = (): boolean => useKnownPasskeySupport() ?? false
