import { expect, it } from 'vitest'
import { apiConfig } from '../../api-config.js'
import { providersOf } from './providers-of.js'

const ENCRYPTION_KEY = 'ab'.repeat(32)
const idsWith = (env: Record<string, string>) =>
  providersOf(apiConfig.parse({ ENCRYPTION_KEY, ...env })).map(({ id }) => id)

it('offers the providers that are set, and none without settings', () => {
  expect(idsWith({})).toEqual([])
  expect(idsWith({ GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: 'b' })).toEqual(['github'])
  const oidc = { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }
  expect(idsWith({ GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: 'b', ...oidc })).toEqual(['google', 'oidc'])
})

it.each([
  [{ GOOGLE_CLIENT_ID: 'a' }, 'GOOGLE_CLIENT_ID is set, but GOOGLE_CLIENT_SECRET is not'],
  [{ GITHUB_CLIENT_SECRET: 'hunter2' }, 'GITHUB_CLIENT_SECRET is set, but GITHUB_CLIENT_ID is not'],
  [
    { OIDC_ISSUER: 'https://login.example.org' },
    'OIDC_ISSUER is set, but OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are not',
  ],
])('one that is set in part is named, without its value: %j', (env, sentence) => {
  expect(() => idsWith(env)).toThrow(sentence)
  expect(() => idsWith(env)).not.toThrow('hunter2')
})

it.each([
  ['https://login.example.org/realms/main', true],
  ['http://localhost:8080', true],
  ['http://127.0.0.1:8080', true],
  ['http://login.example.org', false],
  ['http://127.0.0.1.example.org', false],
  ['ftp://localhost', false],
])('an issuer of %s: %s', (OIDC_ISSUER, allowed) => {
  expect(apiConfig.safeParse({ ENCRYPTION_KEY, OIDC_ISSUER }).success).toBe(allowed)
})
