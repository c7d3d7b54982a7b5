import {
  cacheSettings,
  databaseSettings,
  LOG_LEVELS,
  queueSettings,
} from '@mointering/backend-common/config/shared-settings'
import { apiConfig } from '@mointering/http-backend/api-config'
import { workerConfig } from '@mointering/worker-node/worker-config'
import { z } from 'zod'

const port = z.coerce.number({ error: 'is not a port number' }).int().min(0).max(65_535)

/** The embedded shape: everything has a default, and every part can be replaced by a real one. */
export const standaloneConfig = z.object({
  PORT: port.default(3000).describe('Port of the one origin that serves pages and API; 0 takes a free one'),
  HOST: z
    .string()
    .min(1)
    .default('localhost')
    .describe('Address to listen on; localhost is this machine only, 0.0.0.0 is everybody who can reach it'),
  MOINTERING_DATA_DIR: z
    .string()
    .min(1)
    .default('.mointering')
    .describe('Folder of the database, the secrets and the logs; relative to the current folder'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe('How much is written to logs/mointering.log in the data folder'),
  DATABASE_URL: databaseSettings.DATABASE_URL.optional(),
  DATABASE_POOL_SIZE: databaseSettings.DATABASE_POOL_SIZE,
  RABBITMQ_URL: queueSettings.RABBITMQ_URL.optional(),
  REDIS_URL: cacheSettings.REDIS_URL.optional(),
  ...apiConfig.shape,
  ...workerConfig.shape,
  // Without its default, which names port 3000: unset, it is the address that we listen on.
  PUBLIC_URL: apiConfig.shape.PUBLIC_URL.unwrap()
    .optional()
    .describe('The address people open; by itself the one that HOST and PORT give'),
  ENCRYPTION_KEY: apiConfig.shape.ENCRYPTION_KEY.optional(),
})
export type StandaloneConfig = Readonly<z.infer<typeof standaloneConfig>>
