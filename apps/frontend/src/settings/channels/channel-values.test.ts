import { createChannelRequest } from '@mointering/api-contract/http/channels'
import { describe, expect, test } from 'vitest'
import { CHANNEL_FORMS, type FormKind, isFormKind } from './channel-fields'
import { settingsOf, valuesOf } from './channel-values'

const HOOK = { url: 'https://hooks.example.org/a' }
const VALID: Record<FormKind, Record<string, string>> = {
  email: { to: 'a@example.org, b@example.org' },
  slack: HOOK,
  discord: { ...HOOK, threadId: '' },
  teams: HOOK,
  telegram: { token: '123456:ABCDEFGHIJKLMNOPQRSTUVWX', chatId: '-100123' },
  webhook: { ...HOOK, secret: '', template: '' },
  pagerduty: { routingKey: 'a'.repeat(32), region: 'eu' },
  opsgenie: { apiKey: 'key', region: 'us' },
  'jira-service-management': {
    cloudId: '7f0d8a52-3c2b-4d52-9c6e-0a3f4a5b6c7d',
    email: 'a@example.org',
    apiToken: 'token',
  },
  ntfy: { server: 'https://ntfy.sh', topic: 'shop', token: '' },
  gotify: { server: 'https://push.example.org', token: 'abc' },
  pushover: { token: 'a'.repeat(30), user: 'b'.repeat(30), emergency: 'on' },
  mattermost: { ...HOOK, channel: '' },
  'google-chat': HOOK,
  matrix: { homeserver: 'https://matrix.example.org', roomId: '!abc:example.org', accessToken: 'abc' },
  twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'abc', from: '+15550100123', to: '+491701234567' },
}

describe.each(Object.entries(VALID))('%s', (kind, values) => {
  if (!isFormKind(kind)) throw new Error(`${kind} has no form`)
  test('what is entered is what the API takes, and shows the same again', () => {
    const settings = settingsOf(kind, values, null)
    const parsed = createChannelRequest.safeParse({ name: 'Team', settings })
    expect(parsed.error?.issues ?? []).toEqual([])
    expect(settingsOf(kind, valuesOf(kind, settings), settings)).toEqual(settings)
  })
  test('every field has a value to begin with', () => {
    expect(Object.keys(valuesOf(kind, null))).toEqual(CHANNEL_FORMS[kind].fields.map(({ name }) => name))
  })
})

test('what the form has no field for is kept', () => {
  const stored = {
    kind: 'webhook',
    url: 'https://a.example',
    method: 'PUT',
    headers: [{ name: 'a', value: '********' }],
  }
  expect(settingsOf('webhook', { url: 'https://b.example' }, stored)).toMatchObject({
    method: 'PUT',
    headers: stored.headers,
    url: 'https://b.example',
  })
})
