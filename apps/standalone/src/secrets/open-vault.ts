import { join, resolve } from 'node:path'
import type { EncryptionKeys } from '@mointering/backend-common/crypto/encryption-keys'
import { createScope, type Scope } from '@mointering/backend-common/lifecycle/scope'
import { createLogger } from '@mointering/backend-common/log/logger'
import type { Database } from '@mointering/db/database'
import {
  isAllCurrent,
  readSecretStatus,
  rotateSecrets,
  type SecretStatus,
} from '@mointering/http-backend/secrets/rotate-secrets'
import { takeInstanceLock } from '../data-folder/instance-lock.js'
import { openDataFolder } from '../data-folder/open-data-folder.js'
import { encryptionKeysOf, openSecrets, withNewKey, writeSecrets } from '../data-folder/secrets.js'
import { openPreparedDatabase } from '../open-prepared-database.js'
import { startEmbeddedPostgres } from '../postgres/start-postgres.js'
import type { StandaloneConfig } from '../standalone-config.js'
import { renderRotation, renderStatus } from './render-secrets.js'

/** The stored secrets and their keys, for the command line. Disposing closes the database. */
export type Vault = AsyncDisposable & {
  readStatus(): Promise<{ statuses: SecretStatus[]; render: () => string }>
  /** Seals everything with the current key. `lines` tell a person what was done and what comes next. */
  rotate(): Promise<{ lines: string[]; complete: boolean }>
}

type Keyring = {
  /** Those in use; `rotate` is asked for a new one first. */
  current(): EncryptionKeys
  renew(): EncryptionKeys
  /** Everything is sealed with the current key: the previous ones are of no use any more. */
  retire(): void
  /** Where they are, for the sentence that says what comes next. */
  inFolder: boolean
}

/**
 * Opens the database that DATABASE_URL names, or else the embedded one, which must not be running. Keys are those that are set; without ENCRYPTION_KEY
 * the ones of the data folder. Rejects with a StartError for what the person can change.
 */
export async function openVault(config: StandaloneConfig, onNote: (note: string) => void): Promise<Vault> {
  const scope = createScope()
  try {
    const { database, keyring } = await openParts(scope, config, onNote)
    const { pool } = database
    return {
      async readStatus() {
        const statuses = await readSecretStatus(pool, keyring.current())
        return { statuses, render: () => renderStatus(statuses) }
      },
      async rotate() {
        const keys = keyring.renew()
        const result = await rotateSecrets(pool, keys)
        const statuses = await readSecretStatus(pool, keys)
        const complete = isAllCurrent(statuses)
        if (complete) keyring.retire()
        return { lines: renderRotation(result, statuses, keyring), complete }
      },
      [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
    }
  } catch (error) {
    await scope[Symbol.asyncDispose]()
    throw error
  }
}

async function openParts(
  scope: Scope,
  config: StandaloneConfig,
  onNote: (note: string) => void,
): Promise<{ database: Database; keyring: Keyring }> {
  const { ENCRYPTION_KEY, PREVIOUS_ENCRYPTION_KEYS, DATABASE_URL } = config
  const log = createLogger({ name: 'secrets', level: 'error' })
  const open = async (url: string) => scope.add(await openPreparedDatabase({ url, poolSize: 4, log }))
  if (ENCRYPTION_KEY && DATABASE_URL !== undefined) {
    return { database: await open(DATABASE_URL), keyring: setKeys({ ENCRYPTION_KEY, PREVIOUS_ENCRYPTION_KEYS }) }
  }

  const folder = openDataFolder(resolve(config.MOINTERING_DATA_DIR))
  // One that runs would go on with the old key: nothing may change under its feet.
  const lock = takeInstanceLock(folder.lock, folder.path)
  scope.defer(() => lock[Symbol.dispose]())
  const { databasePassword } = openSecrets(folder.secrets)
  const postgres =
    DATABASE_URL === undefined
      ? scope.add(
          await startEmbeddedPostgres({
            folder: folder.postgres,
            password: databasePassword,
            logPath: join(folder.logs, 'postgres.log'),
            onNote,
          }),
        )
      : null
  const database = await open(postgres?.url ?? DATABASE_URL ?? '')
  return { database, keyring: keysOfFolder(config, folder.secrets) }
}

const setKeys = (keys: EncryptionKeys): Keyring => ({
  current: () => keys,
  renew: () => keys,
  retire: () => undefined,
  inFolder: false,
})

function keysOfFolder(config: StandaloneConfig, path: string): Keyring {
  const current = () => encryptionKeysOf(config, openSecrets(path))
  if (config.ENCRYPTION_KEY) return { ...setKeys(current()), current }
  return {
    current,
    renew() {
      writeSecrets(path, withNewKey(openSecrets(path)))
      return current()
    },
    retire: () => writeSecrets(path, { ...openSecrets(path), previousEncryptionKeys: [] }),
    inFolder: true,
  }
}
