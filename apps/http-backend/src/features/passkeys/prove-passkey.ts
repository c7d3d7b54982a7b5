import type { Database } from '@mointering/db/database'
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Request } from 'express'
import { passkeyRefused, type RelyingParty, userHandleOf } from './relying-party.js'

/**
 * Whose passkey answered the challenge; its person was verified by PIN or finger. With `userId` only that account's passkeys count, without it the passkey itself
 * says whose it is. Rejects with passkey_refused, the same for every reason.
 */
export type ProvePasskey = (
  req: Request,
  asked: { response: AuthenticationResponseJSON; challenge: string; userId: string | null },
) => Promise<{ userId: string }>

export function createProvePasskey(deps: {
  database: Database
  relyingParty: RelyingParty
  now: () => number
}): ProvePasskey {
  const { database, relyingParty, now } = deps
  return async (req, { response, challenge, userId }) => {
    const { passkey } = database.prisma
    const found = await passkey.findUnique({
      where: { credentialId: new Uint8Array(Buffer.from(response.id, 'base64url')) },
      select: { id: true, userId: true, publicKey: true, counter: true },
    })
    if (!found || found.userId !== (userId ?? found.userId)) throw passkeyRefused()
    // Who is not known beforehand is who the passkey says (WebAuthn Level 3, 7.2 step 6).
    const { userHandle } = response.response
    const own = userHandleOf(found.userId)
    if (userHandle === undefined ? userId === null : userHandle !== own) throw passkeyRefused()
    const { counter, synced } = await relyingParty.verifyAssertion(req, response, challenge, {
      id: response.id,
      publicKey: new Uint8Array(found.publicKey),
      counter: Number(found.counter),
    })
    // The counter that was compared is still the one that stands, or another request was faster with a newer one.
    const { count } = await passkey.updateMany({
      where: { id: found.id, counter: found.counter },
      data: { counter, synced, lastUsedAt: new Date(now()) },
    })
    if (count === 0) throw passkeyRefused()
    return { userId: found.userId }
  }
}
