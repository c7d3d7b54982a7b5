import type { Cache } from '@mointering/backend-common/cache/cache'
import { ConfigError } from '@mointering/backend-common/config/load-config'
import { createChannelSealer } from '@mointering/backend-common/crypto/encryption-keys'
import { rememberOpened } from '@mointering/backend-common/crypto/opened-secrets'
import type { Logger } from '@mointering/backend-common/log/logger'
import { createMailTransport } from '@mointering/backend-common/mail/mail-transport'
import type { Database } from '@mointering/db/database'
import type { Registry } from 'prom-client'
import { createAddressGuard } from '../prober/address-guard.js'
import { createNameResolver } from '../prober/name-resolver.js'
import { type RunningRole, startRole } from '../running-role.js'
import type { WorkerConfig } from '../worker-config.js'
import { createChannelTable } from './channels/all-channels.js'
import { createChannelRequests } from './http/channel-requests.js'
import { startNotifier } from './start-notifier.js'
import { startSweeper } from './sweeper/start-sweeper.js'

export type NotifierRoleOptions = {
  config: WorkerConfig
  database: Database
  cache: Cache
  log: Logger
  registry: Registry
  /** The embedded shape tells its own LAN and machine; cloud metadata addresses are refused all the same. */
  allowPrivateTargets: boolean
}

/** The notifier with all kinds of channels, as it is configured. Rejects with a ConfigError without ENCRYPTION_KEY. */
export function startNotifierRole(options: NotifierRoleOptions): Promise<RunningRole> {
  const { config, database, cache, log, registry, allowPrivateTargets } = options
  const { ENCRYPTION_KEY, PREVIOUS_ENCRYPTION_KEYS, PUBLIC_URL: publicUrl, SMTP_URL: smtpUrl, MAIL_FROM: from } = config
  return startRole(async (scope) => {
    if (ENCRYPTION_KEY === undefined)
      throw new ConfigError(
        'Cannot start, the notifier needs ENCRYPTION_KEY, the same value as the API has (see docs/configuration.md).',
      )
    const keys = { ENCRYPTION_KEY, PREVIOUS_ENCRYPTION_KEYS }
    const mail = smtpUrl === undefined ? null : scope.add(createMailTransport({ smtpUrl, from, log }))
    const guard = createAddressGuard({
      allowedPrivateCidrs: config.NOTIFY_ALLOWED_PRIVATE_CIDRS,
      allowPrivate: allowPrivateTargets,
    })
    const notifier = await startNotifier({
      database,
      cache,
      log,
      registry,
      table: createChannelTable({ mail, database, keys, publicUrl }),
      open: rememberOpened(createChannelSealer(keys).open),
      request: createChannelRequests({ guard, resolver: createNameResolver() }),
    })
    scope.add(notifier)
    scope.add(startSweeper({ database, cache, log, registry, publicUrl }))
    return notifier.notReady
  })
}
