import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Encrypts short secrets for storage: AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). */
export type Sealer = {
  /** `sealed:v1:<key id>:<nonce>:<ciphertext and tag>`, which only opens with the same `context` (what it belongs to, such as `totp <user id>`). */
  seal(secret: string, context: string): string
  /** The secret. Throws UnsealError when the text is none, was changed, is of another context, or its key is not known here. */
  open(sealed: string, context: string): string
  /** True when it was sealed with the current key; false for an older one, which rotation replaces. */
  isCurrent(sealed: string): boolean
  /** Of the key that seals; eight hexadecimal digits that say nothing about the key. */
  readonly keyId: string
  /** Of all keys that open here, the current one first. */
  readonly keyIds: readonly string[]
}

/** A stored secret cannot be read. The message names the key id, never the secret. */
export class UnsealError extends Error {
  override name = 'UnsealError'
}

const PREFIX = 'sealed:v1:'
/** How everything begins that is sealed with this key, for look-ups in SQL; without an id, with whatever key. */
export const sealedPrefix = (keyId?: string): string => (keyId === undefined ? PREFIX : `${PREFIX}${keyId}:`)

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** True for a text that `seal` made (or that somebody shaped like one: opening tells). */
export const isSealed = (text: string): boolean => text.startsWith(PREFIX)

/** `keys`: 32 bytes each, the first one seals, all of them open: see deriveSealingKey. */
export function createSealer(keys: readonly [Uint8Array, ...Uint8Array[]]): Sealer {
  const keyById = new Map(keys.map((key) => [idOf(key), key]))
  const keyId = idOf(keys[0])
  return {
    keyId,
    keyIds: [...keyById.keys()],
    isCurrent: (sealed) => sealed.startsWith(sealedPrefix(keyId)),
    seal(secret, context) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keys[0], nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${PREFIX}${keyId}:${nonce.toString('base64url')}:${body.toString('base64url')}`
    },
    open(sealed, context) {
      const [id = '', nonce = '', body = ''] = isSealed(sealed) ? sealed.slice(PREFIX.length).split(':') : []
      const key = keyById.get(id)
      if (!key) throw new UnsealError(`No key here opens a secret sealed with key ${id || '(none)'}`)
      return decrypt(key, Buffer.from(nonce, 'base64url'), Buffer.from(body, 'base64url'), context)
    },
  }
}

function decrypt(key: Uint8Array, nonce: Buffer, body: Buffer, context: string): string {
  if (nonce.length !== NONCE_BYTES || body.length < TAG_BYTES) throw new UnsealError('A sealed secret is damaged')
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(body.subarray(-TAG_BYTES))
  try {
    return decipher.update(body.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new UnsealError('A sealed secret was changed, or belongs to something else', { cause })
  }
}

const idOf = (key: Uint8Array): string => createHash('sha256').update('key id').update(key).digest('hex').slice(0, 8)
