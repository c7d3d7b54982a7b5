import { loadConfig } from '@mointering/backend-common/config/load-config'
import { expect, test } from 'vitest'
import { standaloneConfig } from './standalone-config.js'

test('everything has a default', () => {
  expect(loadConfig(standaloneConfig, {})).toMatchObject({ PORT: 3000, SIGN_UP: 'open', LOG_LEVEL: 'info' })
})

test('what is not set and depends on other settings stays unset, so that it can be worked out', () => {
  const { PUBLIC_URL, ENCRYPTION_KEY, DATABASE_URL } = loadConfig(standaloneConfig, { PORT: '3100' })
  expect([PUBLIC_URL, ENCRYPTION_KEY, DATABASE_URL]).toEqual([undefined, undefined, undefined])
})

test('a public address is taken without its last slash', () => {
  const { PUBLIC_URL } = loadConfig(standaloneConfig, { PUBLIC_URL: 'https://status.example.org/' })
  expect(PUBLIC_URL).toBe('https://status.example.org')
})
