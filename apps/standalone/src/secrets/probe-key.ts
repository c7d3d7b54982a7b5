import { resolve } from 'node:path'
import { type EncryptionKeys, sealingKeysOf } from '@mointering/backend-common/crypto/encryption-keys'
import { dataFolderAt } from '../data-folder/open-data-folder.js'
import { encryptionKeysOf, readSecrets } from '../data-folder/secrets.js'
import type { StandaloneConfig } from '../standalone-config.js'

/** The value of PROBE_SECRETS_KEY: the keys of monitors' secrets in base64, the current one first. Throws a StartError when there is no key yet. */
export function probeKeyOf(config: StandaloneConfig): string {
  return sealingKeysOf(keysOf(config), 'monitor secrets')
    .map((key) => Buffer.from(key).toString('base64'))
    .join(',')
}

/** Set, or in the data folder; with servers of one's own the folder does not matter. */
function keysOf(config: StandaloneConfig): EncryptionKeys {
  const { ENCRYPTION_KEY, PREVIOUS_ENCRYPTION_KEYS, DATABASE_URL } = config
  if (ENCRYPTION_KEY && DATABASE_URL !== undefined) return { ENCRYPTION_KEY, PREVIOUS_ENCRYPTION_KEYS }
  return encryptionKeysOf(config, readSecrets(dataFolderAt(resolve(config.MOINTERING_DATA_DIR)).secrets))
}
