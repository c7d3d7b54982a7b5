import { SIGN_UP_MODES } from '@mointering/api-contract/http/accounts'
import { HEARTBEAT_REGION } from '@mointering/api-contract/pipeline/topology'
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
import { providerSettings } from './features/identities/provider-settings.js'

const list = (value: string) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** What the API needs in both shapes. The embedded shape fills in what is not set. */
export const apiConfig = z.object({
  ...publicUrlSettings,
  ...encryptionSettings,
  SIGN_UP: z
    .enum(SIGN_UP_MODES)
    .default('open')
    .describe('Who may make an account: open = everybody, invite = who was invited, closed = only the first person'),
  ...mailSettings,
  ...providerSettings,
  DEFAULT_REGIONS: z
    .string()
    .default('local')
    .transform(list)
    .pipe(
      z
        .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'A region is lower-case letters, digits and dashes'))
        .min(1)
        .max(20)
        .refine((codes) => !codes.includes(HEARTBEAT_REGION), `No region may be called ${HEARTBEAT_REGION}`),
    )
    .describe('Regions, comma-separated, that check a monitor which names none'),
  MONITOR_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000)
    .describe('The most monitors that a workspace may have'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('How many reverse proxies of yours stand before the API; their X-Forwarded-* headers are believed'),
})
export type ApiConfig = z.infer<typeof apiConfig>

/** The API as a process of its own, in the full shape. */
export const apiProcessConfig = apiConfig.extend({
  ...databaseSettings,
  ...queueSettings,
  ...cacheSettings,
  ...logSettings,
  ...internalServerSettings,
  API_PORT: z.coerce.number().int().min(0).max(65_535).default(4000).describe('Port of the API'),
  API_HOST: z.string().min(1).default('0.0.0.0').describe('Address that the API listens on'),
})
export type ApiProcessConfig = z.infer<typeof apiProcessConfig>
