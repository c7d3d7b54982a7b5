import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { EncryptionKeys } from '@mointering/backend-common/crypto/encryption-keys'
import { z } from 'zod'
import { StartError } from '../start-error.js'

const KEY_BYTES = 32
const key = z.string().min(40)
const secrets = z.object({
  databasePassword: z.string().min(20),
  encryptionKey: key,
  previousEncryptionKeys: z.array(key).default([]),
})
/** Keys are 32 bytes in base64. The previous ones open what is not sealed with the current one yet. */
export type Secrets = z.infer<typeof secrets>

/**
 * The secrets of this installation: made once, kept in a file that only its owner can read. Throws a StartError when the file is there but cannot be
 * used: new secrets would lock everybody out of the old data.
 */
export const openSecrets = (path: string): Secrets => (existsSync(path) ? readSecrets(path) : makeSecrets(path))

/** The same, but makes none: a StartError where there is no file. */
export function readSecrets(path: string): Secrets {
  try {
    return secrets.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new StartError(
      `The secrets in ${path} cannot be read: bring the file back from a backup, or set MOINTERING_DATA_DIR to another folder.`,
      { cause: error },
    )
  }
}

function makeSecrets(path: string): Secrets {
  const made: Secrets = {
    databasePassword: randomBytes(24).toString('base64url'),
    encryptionKey: newKey(),
    previousEncryptionKeys: [],
  }
  writeSecrets(path, made)
  return made
}

const newKey = () => randomBytes(KEY_BYTES).toString('base64')

/** The same secrets with a new key; the old one stays among the previous ones. A rotation that broke off is gone on with: its key is new enough. */
export function withNewKey(old: Secrets): Secrets {
  if (old.previousEncryptionKeys.length > 0) return old
  return { ...old, encryptionKey: newKey(), previousEncryptionKeys: [old.encryptionKey] }
}

/**
 * The keys of an embedded installation. One that is set (ENCRYPTION_KEY) comes first, and the file's own then opens what it sealed before.
 */
export function encryptionKeysOf(
  config: { ENCRYPTION_KEY?: Uint8Array | undefined; PREVIOUS_ENCRYPTION_KEYS: readonly Uint8Array[] },
  { encryptionKey, previousEncryptionKeys }: Secrets,
): EncryptionKeys & { PREVIOUS_ENCRYPTION_KEYS: Uint8Array[] } {
  const [own, ...older] = [encryptionKey, ...previousEncryptionKeys].map((text) => Buffer.from(text, 'base64'))
  const set = config.PREVIOUS_ENCRYPTION_KEYS
  if (!own) throw new Error('There is always a key')
  return config.ENCRYPTION_KEY
    ? { ENCRYPTION_KEY: config.ENCRYPTION_KEY, PREVIOUS_ENCRYPTION_KEYS: [...set, own, ...older] }
    : { ENCRYPTION_KEY: own, PREVIOUS_ENCRYPTION_KEYS: [...set, ...older] }
}

/** Writes the file whole or not at all, and onto the disk before anything is encrypted with a key in it. */
export function writeSecrets(path: string, made: Secrets): void {
  const file = openSync(`${path}.new`, 'w', 0o600)
  writeSync(file, `${JSON.stringify(made, null, 2)}\n`)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.new`, path)
  syncFolder(dirname(path))
}

/** The new name is on the disk too. Windows knows no such thing, and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
