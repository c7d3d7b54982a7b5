import {
  createAccountSealer,
  createChannelSealer,
  createMonitorSealer,
  type EncryptionKeys,
} from '@mointering/backend-common/crypto/encryption-keys'
import { type Sealer, sealedPrefix } from '@mointering/backend-common/crypto/sealer'
import type { Logger } from '@mointering/backend-common/log/logger'
import { withAdvisoryLock } from '@mointering/db/advisory-lock'
import type { Database } from '@mointering/db/database'
import {
  ACCOUNT_SECRET_KINDS,
  type AccountSecretKind,
  countAccountSecrets,
} from '@mointering/db/secrets/account-secrets'
import { countChannelSecrets } from '@mointering/db/secrets/channel-secrets'
import { countMonitorSecrets, type SecretCount } from '@mointering/db/secrets/monitor-secrets'
import { type SealedAnew, sealChannelsAnew, sealMonitorsAnew, sealRowsAnew } from '@mointering/db/secrets/seal-anew'
import { sealChannelAnew, sealSettingsAnew, sealTextAnew } from './seal-anew.js'

type Pool = Database['pool']
/** The connection that holds the lock does the work, too: a pool of one has no second. */
type Client = Parameters<typeof sealMonitorsAnew>[0]

export type SecretKind = 'monitors' | 'channels' | AccountSecretKind
export const SECRET_KINDS = ['monitors', 'channels', ...ACCOUNT_SECRET_KINDS] as const satisfies readonly SecretKind[]

/** Secrets of one kind, by the key that they are sealed with. `older` are opened by a previous key, `unknown` by none that is here. */
export type SecretStatus = {
  kind: SecretKind
  currentKeyId: string
  current: number
  older: SecretCount[]
  unknown: SecretCount[]
  plain: number
}

/** Seals everything with the current key, one process at a time; what was done stays done when it breaks off. Rejects when the database does. */
export function rotateSecrets(pool: Pool, keys: EncryptionKeys): Promise<Record<SecretKind, SealedAnew>> {
  const monitors = createMonitorSealer(keys)
  const channels = createChannelSealer(keys)
  const accounts = createAccountSealer(keys)
  const rows = (client: Client, kind: AccountSecretKind) =>
    sealRowsAnew(client, kind, sealedPrefix(accounts.keyId), ({ text, context }) =>
      sealTextAnew(accounts, text, context),
    )
  return withAdvisoryLock(pool, 'secrets', async (client) => ({
    monitors: await sealMonitors(client, monitors, sealedPrefix(monitors.keyId)),
    channels: await sealChannelsAnew(client, sealedPrefix(channels.keyId), (channel) =>
      sealChannelAnew(channels, channel),
    ),
    totp: await rows(client, 'totp'),
    mail: await rows(client, 'mail'),
  }))
}

const sealMonitors = (client: Client, sealer: Sealer, prefix: string): Promise<SealedAnew> =>
  sealMonitorsAnew(client, prefix, (monitor) => sealSettingsAnew(sealer, monitor))

/** How many secrets are sealed with which key. */
export async function readSecretStatus(pool: Pool, keys: EncryptionKeys): Promise<SecretStatus[]> {
  const monitors = createMonitorSealer(keys)
  const channels = createChannelSealer(keys)
  const accounts = createAccountSealer(keys)
  return Promise.all([
    countMonitorSecrets(pool).then((counts) => statusOf('monitors', monitors.keyIds, counts)),
    countChannelSecrets(pool).then((counts) => statusOf('channels', channels.keyIds, counts)),
    ...ACCOUNT_SECRET_KINDS.map(async (kind) => statusOf(kind, accounts.keyIds, await countAccountSecrets(pool, kind))),
  ])
}

/** True when nothing needs a previous key any more. */
export const isAllCurrent = (statuses: readonly SecretStatus[]): boolean =>
  statuses.every(({ older, unknown, plain }) => older.length === 0 && unknown.length === 0 && plain === 0)

/** Seals what a release before sealing stored in the clear; a moment's look where there is nothing to do. Every API process does it when it starts. */
export async function sealPlainSecrets(pool: Pool, keys: EncryptionKeys, log: Logger): Promise<void> {
  const { done } = await withAdvisoryLock(pool, 'secrets', (client) =>
    sealMonitors(client, createMonitorSealer(keys), sealedPrefix()),
  )
  if (done > 0) log.info({ monitors: done }, 'secrets that were stored in the clear are sealed now')
}

function statusOf(
  kind: SecretKind,
  [currentKeyId = '', ...previous]: readonly string[],
  counts: readonly SecretCount[],
): SecretStatus {
  const countOf = (id: string | null) => counts.find(({ keyId }) => keyId === id)?.count ?? 0
  const others = counts.filter(({ keyId }) => keyId !== null && keyId !== currentKeyId)
  return {
    kind,
    currentKeyId,
    current: countOf(currentKeyId),
    older: others.filter(({ keyId }) => keyId !== null && previous.includes(keyId)),
    unknown: others.filter(({ keyId }) => keyId !== null && !previous.includes(keyId)),
    plain: countOf(null),
  }
}
