import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import { parseInput } from '../../http/parse-input.js'

/** A credential id has up to 1023 bytes (WebAuthn Level 3, 4); the rest is bounded by the body. */
const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/, 'is not base64url')
const credentialId = base64url(1364)
const anyLength = base64url(200_000)

const common = { id: credentialId, rawId: credentialId, type: z.literal('public-key') }
const assertion = z.object({
  response: z.object({
    ...common,
    response: z.object({
      clientDataJSON: anyLength,
      authenticatorData: anyLength,
      signature: anyLength,
      userHandle: base64url(86).nullish(), // up to 64 bytes
    }),
  }),
})
const attestation = z.object({
  response: z.object({
    ...common,
    response: z.object({
      clientDataJSON: anyLength,
      attestationObject: anyLength,
      transports: z.array(z.string().max(30)).max(10).default([]),
    }),
  }),
})

/** What navigator.credentials.get() gave the page. Throws invalid_input for what cannot be that. */
export function readAssertion(response: unknown): AuthenticationResponseJSON {
  const { response: inner, ...outer } = parseInput(assertion, { response }, 'body').response
  const { userHandle, ...signed } = inner
  return { ...outer, response: { ...signed, ...(userHandle ? { userHandle } : {}) }, clientExtensionResults: {} }
}

/** What navigator.credentials.create() gave the page. Throws invalid_input for what cannot be that. */
export function readAttestation(response: unknown): RegistrationResponseJSON {
  return { ...parseInput(attestation, { response }, 'body').response, clientExtensionResults: {} }
}
