import { expect, test } from 'vitest'
import { z } from 'zod'
import { ConfigError, loadConfig } from './load-config.js'
import {
  cacheSettings,
  databaseSettings,
  internalServerSettings,
  logSettings,
  queueSettings,
} from './shared-settings.js'

const schema = z.object({
  ...databaseSettings,
  ...queueSettings,
  ...cacheSettings,
  ...logSettings,
  ...internalServerSettings,
  REGION: z
    .string()
    .regex(/^[a-z-]+$/, 'is not a region')
    .describe('Region of this prober, for example eu-west'),
})
const good = {
  DATABASE_URL: 'postgres://u:p@localhost/m',
  RABBITMQ_URL: 'amqp://localhost',
  REDIS_URL: 'redis://localhost',
  REGION: 'eu-west',
}
const HEAD = 'attention (see docs/configuration.md):\n'

function messageOf(env: NodeJS.ProcessEnv, of: z.ZodObject = schema): string {
  try {
    loadConfig(of, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'no error'
}

test('a good configuration is typed, complete and frozen', () => {
  const config = loadConfig(schema, { ...good, INTERNAL_PORT: '0', UNRELATED: 'x' })
  expect(config).toEqual({
    ...good,
    DATABASE_POOL_SIZE: 10,
    LOG_LEVEL: 'info',
    INTERNAL_HOST: '127.0.0.1',
    INTERNAL_PORT: 0,
  })
  expect(Object.isFrozen(config)).toBe(true)
})

const one = (line: string) => `Cannot start, 1 setting needs ${HEAD}  ${line}`
test.each([
  [{ REGION: undefined }, one('REGION: is not set. Region of this prober, for example eu-west.')],
  [{ REGION: '' }, one('REGION: is not set. Region of this prober, for example eu-west.')],
  [{ REGION: 'EU 1' }, one('REGION: is not a region. Region of this prober, for example eu-west.')],
  [
    { DATABASE_URL: 'mysql://root:hunter2@localhost' },
    one(
      'DATABASE_URL: is not a postgres:// address. PostgreSQL 14 or newer, for example postgres://mointering@localhost:5432/mointering.',
    ),
  ],
  [
    { RABBITMQ_URL: 'hunter2' },
    one('RABBITMQ_URL: is not an amqp:// address. RabbitMQ 3.10 or newer, for example amqp://localhost:5672.'),
  ],
  [
    { REDIS_URL: 'http://localhost' },
    one('REDIS_URL: is not a redis:// address. Redis 6 or newer, for example redis://localhost:6379.'),
  ],
  [
    { DATABASE_POOL_SIZE: '0' },
    one('DATABASE_POOL_SIZE: Too small: expected number to be >=1. Database connections at most.'),
  ],
  [
    { INTERNAL_PORT: '90x' },
    one(
      'INTERNAL_PORT: Invalid input: expected number, received NaN. Port of /health/live, /health/ready and /metrics; 0 takes a free one.',
    ),
  ],
  [
    { LOG_LEVEL: 'loud' },
    one(
      'LOG_LEVEL: Invalid option: expected one of "fatal"|"error"|"warn"|"info"|"debug"|"trace"|"silent". How much is logged: fatal, error, warn, info, debug, trace, silent.',
    ),
  ],
])('%j', (change, expected) => {
  expect(messageOf({ ...good, ...change })).toBe(expected)
})

test('all problems are told at once, without a value', () => {
  const message = messageOf({
    DATABASE_URL: 'mysql://root:hunter2@localhost',
    REDIS_URL: 'hunter2',
    LOG_LEVEL: 'hunter2',
  })
  expect(message).toMatch(/^Cannot start, 5 settings need attention/)
  for (const name of ['DATABASE_URL', 'RABBITMQ_URL', 'REDIS_URL', 'LOG_LEVEL', 'REGION']) {
    expect(message).toContain(`\n  ${name}: `)
  }
  expect(message).not.toContain('hunter2')
})

test('a rule about several settings speaks for itself', () => {
  const both = z
    .object({ A: z.string(), B: z.string() })
    .refine(({ A, B }) => A !== B, { message: 'A and B must differ', path: [] })
  expect(messageOf({ A: 'x', B: 'x' }, both)).toBe(one('A and B must differ.'))
})
