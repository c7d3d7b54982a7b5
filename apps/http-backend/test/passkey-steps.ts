import { createPasskeyReply, passkeyOptionsReply } from '@mointering/api-contract/http/second-factors'
import { type Authenticator, type Cheat, createAuthenticator } from '@mointering/test-kit/people/authenticator'
import type { Browser } from '@mointering/test-kit/people/browser'
import { z } from 'zod'
import { SIGN_IN } from './second-factor-steps.js'

export const PASSKEYS = '/api/v1/account/passkeys'
export const BY_PASSKEY = `${SIGN_IN}/passkey`
export const REAUTHENTICATE = '/api/v1/account/reauthenticate/passkey'
/** The default PUBLIC_URL. */
export const ORIGIN = 'http://localhost:3000'

const credentials = z.array(z.object({ id: z.string() }))
export const creationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string(), name: z.string() }),
  attestation: z.string(),
  authenticatorSelection: z.object({ residentKey: z.string(), userVerification: z.string() }),
  excludeCredentials: credentials,
})
export const requestOptions = z.object({
  challenge: z.string(),
  rpId: z.string(),
  userVerification: z.string(),
  allowCredentials: credentials.optional(),
})

export const device = () => createAuthenticator({ origin: ORIGIN })

/** What the API asks of the device: the first step of each ceremony. */
export async function asked(browser: Browser, path: string, json?: object): Promise<unknown> {
  const answer = await browser.request(`${path}/options`, { method: 'POST', ...(json ? { json } : {}) })
  return passkeyOptionsReply.parse(answer.body).options
}

/** Both steps of adding a passkey; what the second one answered. */
export async function register(browser: Browser, authenticator: Authenticator, cheat?: Cheat, name = 'Phone') {
  const options = creationOptions.parse(await asked(browser, PASSKEYS))
  return browser.request(PASSKEYS, { json: { name, response: authenticator.create(options, cheat) } })
}

export async function addPasskey(browser: Browser, authenticator: Authenticator, name?: string) {
  return createPasskeyReply.parse((await register(browser, authenticator, {}, name)).body)
}

/** Both steps of proving a passkey at `path`; what the second one answered. */
export async function prove(browser: Browser, path: string, authenticator: Authenticator, cheat?: Cheat) {
  const options = requestOptions.parse(await asked(browser, path))
  return browser.request(path, { json: { response: authenticator.get(options, cheat) } })
}
