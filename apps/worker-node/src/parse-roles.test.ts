import { loadConfig } from '@mointering/backend-common/config/load-config'
import { expect, test } from 'vitest'
import { parseRoles } from './parse-roles.js'
import { needsDatabase, proberProcessConfig, ROLES, workerConfig, workerProcessConfig } from './worker-config.js'

test.each([
  [undefined, ROLES],
  ['', ROLES],
  ['prober', ['prober']],
  ['ingester, scheduler', ['scheduler', 'ingester']],
])('the roles of %j are %j', (list, roles) => expect(parseRoles(list)).toEqual(roles))

test('an unknown role is named, with those there are', () => {
  expect(() => parseRoles('prober,notifer')).toThrow(
    'Cannot start, there is no role "notifer". --roles and WORKER_ROLES take scheduler, prober, ingester, notifier, janitor, comma-separated.',
  )
})

test('a prober alone needs no database', () => {
  expect(needsDatabase(['prober'])).toBe(false)
  expect(needsDatabase(['prober', 'janitor'])).toBe(true)
  const config = loadConfig(proberProcessConfig, {
    RABBITMQ_URL: 'amqp://localhost',
    DATABASE_URL: 'postgres://secret',
  })
  expect(Object.keys(config)).not.toContain('DATABASE_URL')
})

test('everything that is wrong is said at once, by name', () => {
  const load = () => loadConfig(workerProcessConfig, { PROBE_REGION: 'Paris', REDIS_URL: 'redis://localhost' })
  for (const name of ['RABBITMQ_URL', 'DATABASE_URL', 'PROBE_REGION']) expect(load).toThrow(`${name}: `)
})

test('lists are comma-separated', () => {
  expect(workerConfig.parse({ DEFAULT_REGIONS: 'eu, us' }).DEFAULT_REGIONS).toEqual(['eu', 'us'])
  expect(workerConfig.parse({}).PROBE_ALLOWED_PRIVATE_CIDRS).toEqual([])
})
