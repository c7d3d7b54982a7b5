import { loadConfig } from '@mointering/backend-common/config/load-config'
import { expect, it } from 'vitest'
import { apiConfig, apiProcessConfig } from './api-config.js'

it('names every setting that is missing or wrong, and shows no value', () => {
  const wrong = { RABBITMQ_URL: 'http://x:hunter2@y', ENCRYPTION_KEY: 'hunter2', SIGN_UP: 'maybe', TRUST_PROXY: 'yes' }
  const message = (() => {
    try {
      loadConfig(apiProcessConfig, wrong)
    } catch (error) {
      return String(error)
    }
    return ''
  })()
  for (const name of ['DATABASE_URL', 'REDIS_URL', ...Object.keys(wrong)]) expect(message).toContain(`${name}: `)
  expect(message).not.toContain('hunter2')
})

it.each(['ab'.repeat(32), Buffer.alloc(32, 7).toString('base64'), Buffer.alloc(32, 7).toString('base64url')])(
  'a key of 32 bytes is taken in hex and base64: %s',
  (ENCRYPTION_KEY) => {
    expect(apiConfig.parse({ ENCRYPTION_KEY }).ENCRYPTION_KEY).toHaveLength(32)
  },
)

it.each(['', 'ab'.repeat(31), Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
  'a key of another size is refused: %s',
  (ENCRYPTION_KEY) => {
    expect(apiConfig.safeParse({ ENCRYPTION_KEY }).success).toBe(false)
  },
)
