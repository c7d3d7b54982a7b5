import { AppError } from '@mointering/backend-common/errors/app-error'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server'
import { decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers'
import type { Request } from 'express'
import { isSameOrigin } from '../../auth/same-origin.js'

export const CEREMONY_SECONDS = 5 * 60
/** EdDSA, ES256, RS256: what every authenticator has one of, and every Node verifies. */
const ALGORITHMS = [-8, -7, -257]

type Known = { id: string; transports: string[] }
export type VerifiedCredential = { credential: WebAuthnCredential; synced: boolean }

/** Us as WebAuthn's relying party: what browsers are asked, and whether what they answer is true. */
export type RelyingParty = {
  /** For a passkey that is found without a name being typed, behind a PIN or a finger; not one of `existing`. */
  creationOptions(
    user: { id: string; email: string; name: string },
    existing: Known[],
  ): Promise<{ challenge: string } & Record<string, unknown>>
  /** For one of `allowed`; empty: for any that the person picks. */
  requestOptions(allowed: Known[]): Promise<{ challenge: string } & Record<string, unknown>>
  /** Rejects with invalid_input. */
  verifyCreation(req: Request, response: RegistrationResponseJSON, challenge: string): Promise<VerifiedCredential>
  /** The counter after it. Rejects with passkey_refused, also for a counter that did not grow (a copied key). */
  verifyAssertion(
    req: Request,
    response: AuthenticationResponseJSON,
    challenge: string,
    credential: WebAuthnCredential,
  ): Promise<{ counter: number; synced: boolean }>
}

/** The user handle in a passkey: says nothing about the person. */
export const userHandleOf = (userId: string): string => isoBase64URL.fromUTF8String(userId)

export function createRelyingParty({ publicUrl }: { publicUrl: string }): RelyingParty {
  const rpID = new URL(publicUrl).hostname
  const timeout = CEREMONY_SECONDS * 1000

  /** Ours, and the one that was really used where nobody else can own its name: http://localhost on another port. */
  function originsOf(req: Request): string[] {
    const used = req.get('Origin')
    const own = new URL(publicUrl).origin
    return used === undefined || used === own || !isSameOrigin(req, publicUrl) ? [own] : [own, used]
  }

  return {
    async creationOptions(user, existing) {
      return {
        ...(await generateRegistrationOptions({
          rpName: 'Mointering',
          rpID,
          userID: isoBase64URL.toBuffer(userHandleOf(user.id)),
          userName: user.email,
          userDisplayName: user.name,
          timeout,
          attestationType: 'none',
          excludeCredentials: existing,
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          supportedAlgorithmIDs: ALGORITHMS,
        })),
      }
    },
    async requestOptions(allowed) {
      const allow = allowed.length > 0 ? { allowCredentials: allowed } : {}
      return { ...(await generateAuthenticationOptions({ rpID, timeout, userVerification: 'required', ...allow })) }
    },
    async verifyCreation(req, response, challenge) {
      const verify = async () => {
        requireNoCertificates(response)
        const { registrationInfo } = await verifyRegistrationResponse({
          response,
          expectedChallenge: challenge,
          expectedOrigin: originsOf(req),
          expectedRPID: rpID,
          supportedAlgorithmIDs: ALGORITHMS,
        })
        if (!registrationInfo) throw new Error('The attestation does not verify')
        return registrationInfo
      }
      const { credential, credentialBackedUp } = await verify().catch((cause: unknown) => {
        throw new AppError('invalid_input', 'That is not an answer to what this page asked of your device', { cause })
      })
      return { credential, synced: credentialBackedUp }
    },
    async verifyAssertion(req, response, challenge, credential) {
      const verified = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: originsOf(req),
        expectedRPID: rpID,
        credential,
      }).catch((cause: unknown) => {
        throw passkeyRefused(cause)
      })
      if (!verified.verified) throw passkeyRefused()
      const { newCounter, credentialBackedUp } = verified.authenticationInfo
      return { counter: newCounter, synced: credentialBackedUp }
    },
  }
}

/** One answer for every reason: an unknown passkey, somebody else's, a wrong signature, a challenge that is over. */
export const passkeyRefused = (cause?: unknown) =>
  new AppError('passkey_refused', 'This passkey was not accepted. Try once more, or choose another way', { cause })

/**
 * We ask for no attestation. Certificates in one would be of the sender's making, and of some formats (android-key) the library fetches the
 * revocation lists that they name before it looks who signed them: requests to the sender's addresses from inside our network. `none`
 * and a self attestation have no certificates.
 */
function requireNoCertificates({ response }: RegistrationResponseJSON): void {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject))
  const format = attestation.get('fmt')
  if (format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined)) return
  throw new Error(`An attestation of format ${String(format).slice(0, 30)} was not asked for`)
}
