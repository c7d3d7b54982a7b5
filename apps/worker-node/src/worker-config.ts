import { regionCode } from '@mointering/api-contract/monitors/monitor'
import {
  cacheSettings,
  databaseSettings,
  encryptionSettings,
  internalServerSettings,
  logSettings,
  mailSettings,
  publicUrlSettings,
  queueSettings,
} from '@mointering/backend-common/config/shared-settings'
import { z } from 'zod'

export const ROLES = ['scheduler', 'prober', 'ingester', 'notifier', 'janitor'] as const
export type Role = (typeof ROLES)[number]

const whole = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)
const commaSeparated = (value: string) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const secretsKey = z
  .string()
  .regex(/^[A-Za-z0-9+/_-]{43}=?$/, 'is not 32 bytes in base64')
  .transform((value): Uint8Array => Buffer.from(value, 'base64'))

const referenceTarget = z
  .string()
  .regex(/^(?:\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9.-]{1,253}):\d{1,5}$/, 'is not host:port, such as 192.0.2.1:443')
  .transform((value) => {
    const colon = value.lastIndexOf(':')
    return { host: value.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(value.slice(colon + 1)) }
  })
  .refine(({ port }) => port >= 1 && port <= 65_535, 'has no port between 1 and 65535')

const schedulerSettings = {
  DEFAULT_REGIONS: z
    .string()
    .default('local')
    .transform(commaSeparated)
    .pipe(z.array(regionCode).min(1).max(20))
    .describe('Regions, comma-separated, that check a monitor which names none'),
  SCHEDULER_LEASE_MS: whole(2000, 300_000, 10_000).describe(
    'How long a scheduler that died keeps its shards; it renews them three times as often',
  ),
  SCHEDULER_FLUSH_MS: whole(5, 1000, 50).describe('How long due checks are collected into one message'),
  SCHEDULER_BATCH_SIZE: whole(1, 1000, 100).describe('Checks in one message at most'),
}

const proberSettings = {
  PROBE_REGION: regionCode.default('local').describe('Region of this prober, for example eu-west-1'),
  PROBE_CONCURRENCY: whole(1, 10_000, 300).describe('Checks in flight at once'),
  PROBE_ALLOWED_PRIVATE_CIDRS: z
    .string()
    .default('')
    .transform(commaSeparated)
    .describe('Private networks, comma-separated, that may be checked, for example 10.1.0.0/16'),
  PROBE_REFERENCE_TARGETS: z
    .string()
    .default('1.1.1.1:443,8.8.8.8:443,9.9.9.9:443')
    .transform(commaSeparated)
    .pipe(z.array(referenceTarget).max(10))
    .describe(
      'Hosts, comma-separated, that the prober connects to when a target on the internet is silent: while none of them answers, it says unknown instead of down. Empty: none',
    ),
  PROBE_SECRETS_KEY: z
    .string()
    .default('')
    .transform(commaSeparated)
    .pipe(z.array(secretsKey).max(11))
    .describe(
      'Opens the stored secrets of monitors: what `mointering secrets probe-key` prints, comma-separated, the current one first. It signs no sessions, unlike ENCRYPTION_KEY, which a prober must not have',
    ),
  PROBE_DRAIN_MS: whole(0, 300_000, 5000).describe('How long checks in flight may take to finish at shutdown'),
}

const ingesterSettings = {
  ...publicUrlSettings,
  INGEST_BATCH_SIZE: whole(1, 10_000, 1000).describe('Results in one transaction at most, roughly'),
  INGEST_FLUSH_MS: whole(1, 5000, 100).describe('How long results are collected into one transaction'),
}

const notifierSettings = {
  ...mailSettings,
  PREVIOUS_ENCRYPTION_KEYS: encryptionSettings.PREVIOUS_ENCRYPTION_KEYS,
  ENCRYPTION_KEY: encryptionSettings.ENCRYPTION_KEY.optional().describe(
    'Opens the stored secrets of channels: the same value as the API has. The notifier needs it, no other role does',
  ),
  NOTIFY_ALLOWED_PRIVATE_CIDRS: z
    .string()
    .default('')
    .transform(commaSeparated)
    .describe('Private networks, comma-separated, in which channels may be, for example 10.1.0.0/16'),
}

const janitorSettings = {
  RETENTION_RAW_DAYS: whole(1, 3650, 30).describe('Days for which every single result is kept'),
  COMPRESS_AFTER_DAYS: whole(1, 365, 2).describe('Days after which results are compressed, where the storage can'),
  RETENTION_HOUR_DAYS: whole(1, 36_500, 365).describe('Days for which the summary of each hour is kept'),
  RETENTION_DAY_DAYS: whole(1, 36_500, 1825).describe('Days for which the summary of each day is kept'),
  AUDIT_DAYS: whole(1, 36_500, 365).describe('Days for which the audit log is kept'),
}

/** What `startWorker` reads, whatever the roles: everything has a default. */
export const workerConfig = z.object({
  ...schedulerSettings,
  ...proberSettings,
  ...ingesterSettings,
  ...notifierSettings,
  ...janitorSettings,
})
export type WorkerConfig = Readonly<z.infer<typeof workerConfig>>

/** The worker as a process of its own. A prober alone reads no database and no cache setting. */
export const proberProcessConfig = workerConfig.extend({ ...queueSettings, ...internalServerSettings, ...logSettings })
export const workerProcessConfig = proberProcessConfig.extend({ ...databaseSettings, ...cacheSettings })

/** True when one of the roles keeps or reads anything in the database. */
export const needsDatabase = (roles: readonly Role[]): boolean => roles.some((role) => role !== 'prober')
