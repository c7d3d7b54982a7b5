import { z } from 'zod'

/** Settings that several roles read. A role's schema spreads the ones it needs; docs/configuration.md is made from the descriptions. */

const connection = (protocol: RegExp, what: string) => z.url({ protocol, error: `is not ${what}` })

export const publicUrlSettings = {
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((value) => value.replace(/\/+$/, ''))
    .prefault('http://localhost:3000')
    .describe('The address people open in their browser, for example https://status.example.org'),
}

export const databaseSettings = {
  DATABASE_URL: connection(/^postgres(ql)?$/, 'a postgres:// address').describe(
    'PostgreSQL 14 or newer, for example postgres://mointering@localhost:5432/mointering',
  ),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(500).default(10).describe('Database connections at most'),
}

export const queueSettings = {
  RABBITMQ_URL: connection(/^amqps?$/, 'an amqp:// address').describe(
    'RabbitMQ 3.10 or newer, for example amqp://localhost:5672',
  ),
}

export const cacheSettings = {
  REDIS_URL: connection(/^rediss?$/, 'a redis:// address').describe(
    'Redis 6 or newer, for example redis://localhost:6379',
  ),
}

export const mailSettings = {
  SMTP_URL: connection(/^smtps?$/, 'an smtp:// or smtps:// address')
    .optional()
    .describe('Mail server, for example smtps://user:password@smtp.example.org:465; without it no mail is sent'),
  MAIL_FROM: z
    .string()
    .regex(/^[^\p{Cc}]{3,300}$/u, 'is not one line')
    .default('Mointering <mointering@localhost>')
    .describe('Sender of mails, for example "Mointering <status@example.org>"'),
}

const list = (value: string) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** 32 bytes as base64 (44 characters) or as hex (64 characters). */
const encryptionKey = z
  .string()
  .refine((value) => /^[0-9a-f]{64}$/i.test(value) || /^[A-Za-z0-9+/_-]{43}=?$/.test(value), 'is not 32 bytes')
  .transform((value): Uint8Array => Buffer.from(value, value.length === 64 ? 'hex' : 'base64'))

export const encryptionSettings = {
  ENCRYPTION_KEY: encryptionKey.describe(
    'Secret that signs sessions and encrypts stored secrets: 32 random bytes in base64 or hex, for example from `openssl rand -base64 32`',
  ),
  PREVIOUS_ENCRYPTION_KEYS: z
    .string()
    .default('')
    .transform(list)
    .pipe(z.array(encryptionKey).max(10))
    .describe(
      'Values that ENCRYPTION_KEY had before, comma-separated: they still open what they sealed, until `mointering secrets rotate` has sealed everything anew',
    ),
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export const logSettings = {
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe(`How much is logged: ${LOG_LEVELS.join(', ')}`),
}

export const internalServerSettings = {
  INTERNAL_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address of the internal port; 0.0.0.0 where a cluster probes it'),
  INTERNAL_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(9090)
    .describe('Port of /health/live, /health/ready and /metrics; 0 takes a free one'),
}
