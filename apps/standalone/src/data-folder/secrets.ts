import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { StartError } from '../start-error.js'

const KEY_BYTES = 32
const secrets = z.object({ databasePassword: z.string().min(20), encryptionKey: z.string().min(40) })
/** `encryptionKey`: 32 bytes in base64. */
export type Secrets = z.infer<typeof secrets>

/**
 * The secrets of this installation: made once, kept in a file that only its owner can read. Throws a StartError when the file is there but cannot be
 * used: new secrets would lock everybody out of the old data.
 */
export function openSecrets(path: string): Secrets {
  if (!existsSync(path)) return makeSecrets(path)
  try {
    return secrets.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new StartError(
      `The secrets in ${path} cannot be read: bring the file back from a backup, or set MOINTERING_DATA_DIR to another folder.`,
      {
        cause: error,
      },
    )
  }
}

function makeSecrets(path: string): Secrets {
  const made: Secrets = {
    databasePassword: randomBytes(24).toString('base64url'),
    encryptionKey: randomBytes(KEY_BYTES).toString('base64'),
  }
  // Whole or not at all, and on the disk before anything is encrypted with it.
  const file = openSync(`${path}.new`, 'w', 0o600)
  writeSync(file, `${JSON.stringify(made, null, 2)}\n`)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.new`, path)
  return made
}
