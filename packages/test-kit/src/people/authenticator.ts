import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { type Cbor, encodeCbor } from './cbor.js'
import type { Attestation } from './packed-attestation.js'

/** What differs from an honest answer; each is a way to cheat. */
export type Cheat = {
  origin?: string
  rpId?: string
  /** `type` in the client data. */
  type?: string
  challenge?: string
  counter?: number
  userVerified?: boolean
  userHandle?: string | null
  /** The attestation statement, `none` when absent. */
  attestation?: Attestation
}

type CreationOptions = { challenge: string; rp: { id: string }; user: { id: string } }
type RequestOptions = { challenge: string; rpId: string; allowCredentials?: { id: string }[] | undefined }
export type Credential = { id: string; rpId: string; userHandle: string; counter: number; privateKey: KeyObject }

/** A device that keeps passkeys, and the browser in front of it, in software: ES256, attestation `none`, user present and verified. */
export type Authenticator = {
  credentials: Credential[]
  /** As navigator.credentials.create() and toJSON() (WebAuthn Level 3, 5.1.3). */
  create(options: CreationOptions, cheat?: Cheat): Record<string, unknown>
  /** As navigator.credentials.get(): with the newest credential that the options allow. Throws when it has none. */
  get(options: RequestOptions, cheat?: Cheat): Record<string, unknown>
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

export function createAuthenticator({ origin }: { origin: string }): Authenticator {
  const credentials: Credential[] = []

  const clientDataOf = (type: string, challenge: string, cheat: Cheat) =>
    Buffer.from(
      JSON.stringify({
        type: cheat.type ?? type,
        challenge: cheat.challenge ?? challenge,
        origin: cheat.origin ?? origin,
        crossOrigin: false,
      }),
    )

  return {
    credentials,
    create(options, cheat = {}) {
      const id = randomBytes(32)
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const credential = {
        id: id.toString('base64url'),
        rpId: options.rp.id,
        userHandle: options.user.id,
        counter: 0,
        privateKey,
      }
      credentials.push(credential)
      const clientData = clientDataOf('webauthn.create', options.challenge, cheat)
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKeyOf(publicKey)])
      const authenticatorData = Buffer.concat([headOf(credential, cheat, HAS_CREDENTIAL), attested])
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])
      const attestation = new Map<string, Cbor>([
        ['fmt', cheat.attestation?.fmt ?? 'none'],
        ['attStmt', cheat.attestation?.statementOf(signed) ?? new Map()],
        ['authData', authenticatorData],
      ])
      return answer(credential, {
        clientDataJSON: clientData.toString('base64url'),
        attestationObject: encodeCbor(attestation).toString('base64url'),
        transports: ['internal', 'hybrid'],
      })
    },
    get(options, cheat = {}) {
      const allowed = options.allowCredentials?.map(({ id }) => id) ?? []
      const credential = credentials.findLast(
        ({ id, rpId }) => rpId === options.rpId && (allowed.length === 0 || allowed.includes(id)),
      )
      if (!credential) throw new Error('NotAllowedError: this device has no such passkey')
      credential.counter++
      const clientData = clientDataOf('webauthn.get', options.challenge, cheat)
      const authenticatorData = headOf(credential, cheat, 0)
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])
      return answer(credential, {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, credential.privateKey).toString('base64url'),
        ...(cheat.userHandle === null ? {} : { userHandle: cheat.userHandle ?? credential.userHandle }),
      })
    },
  }
}

const answer = ({ id }: Credential, response: Record<string, unknown>) => ({
  id,
  rawId: id,
  type: 'public-key',
  authenticatorAttachment: 'platform',
  clientExtensionResults: {},
  response,
})

/** RP ID hash, flags and counter (WebAuthn Level 3, 6.1). */
function headOf(credential: Credential, cheat: Cheat, flags: number): Buffer {
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(cheat.counter ?? credential.counter)
  const verified = cheat.userVerified === false ? 0 : USER_VERIFIED
  const rpIdHash = createHash('sha256')
    .update(cheat.rpId ?? credential.rpId)
    .digest()
  return Buffer.concat([rpIdHash, Buffer.from([flags | USER_PRESENT | verified]), counter])
}

/** kty EC2, alg ES256, curve P-256 (RFC 9053, 2.1 and 7.1). */
function coseKeyOf(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const entries: [number, Cbor][] = [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, 'base64url')],
    [-3, Buffer.from(y, 'base64url')],
  ]
  return encodeCbor(new Map(entries))
}
