import { expect, test } from 'vitest'
import { SECRET_MASK } from '../monitors/secret-mask.js'
import { channelSecretsOf, keepStoredSecrets, mapChannelSecrets, maskChannelSecrets } from './channel-secrets.js'
import { channelSettings } from './channel-settings.js'

const webhook = {
  kind: 'webhook',
  url: 'https://example.org/hook',
  method: 'POST',
  headers: [
    { name: 'X-Team', value: 'blue' },
    { name: 'Authorization', value: 'Bearer abc' },
  ],
  secret: 'shared',
  contentType: 'application/json',
  template: null,
}
const namesIn = (settings: unknown) => channelSecretsOf(settings).map(({ place }) => place.name)

test.each([
  [{ kind: 'slack', url: 'x' }, ['url']],
  [{ kind: 'discord', url: 'x', threadId: null }, ['url']],
  [{ kind: 'teams', url: 'x' }, ['url']],
  [{ kind: 'google-chat', url: 'x' }, ['url']],
  [{ kind: 'mattermost', url: 'x', channel: null }, ['url']],
  [{ kind: 'telegram', token: 'x', chatId: '1', server: 'y' }, ['token']],
  [{ kind: 'pagerduty', routingKey: 'x', region: 'us' }, ['routingKey']],
  [{ kind: 'opsgenie', apiKey: 'x' }, ['apiKey']],
  [{ kind: 'jira-service-management', cloudId: 'y', email: 'z', apiToken: 'x' }, ['apiToken']],
  [{ kind: 'ntfy', server: 'y', topic: 't', token: 'x' }, ['token']],
  [{ kind: 'ntfy', server: 'y', topic: 't', token: null }, []],
  [{ kind: 'gotify', server: 'y', token: 'x' }, ['token']],
  [{ kind: 'pushover', token: 'x', user: 'x' }, ['token', 'user']],
  [{ kind: 'matrix', homeserver: 'y', roomId: 'z', accessToken: 'x' }, ['accessToken']],
  [{ kind: 'twilio', accountSid: 'y', authToken: 'x', from: 'z', to: [] }, ['authToken']],
  [{ kind: 'email', to: ['a@example.org'] }, []],
  [{ kind: 'web-push', userIds: [] }, []],
  [webhook, ['headers.x-team.value', 'headers.authorization.value', 'secret']],
  [{ kind: 'pigeon', token: 'x' }, []],
  [null, []],
])('of %j the secrets are %j', (settings, names) => {
  expect(namesIn(settings)).toEqual(names)
})

test('every kind is looked into', () => {
  expect(channelSettings.options.length).toBe(17)
})

test('secrets are changed where they stand, and nothing else is', () => {
  const changed = mapChannelSecrets(webhook, (text, { path }) => `${path}=${text}`)
  expect(changed).toEqual({
    ...webhook,
    headers: [
      { name: 'X-Team', value: 'headers.0.value=blue' },
      { name: 'Authorization', value: 'headers.1.value=Bearer abc' },
    ],
    secret: 'secret=shared',
  })
  expect(JSON.stringify(maskChannelSecrets(webhook))).not.toMatch(/blue|abc|shared/)
})

test('a mask keeps the stored secret of its name, wherever that stands now; one without is named', () => {
  const sent = {
    ...webhook,
    headers: [
      { name: 'authorization', value: SECRET_MASK },
      { name: 'X-New', value: SECRET_MASK },
      { name: 'X-Team', value: 'red' },
    ],
    secret: null,
  }
  const { settings, missing, kept } = keepStoredSecrets(sent, webhook)
  expect(settings).toMatchObject({
    headers: [{ value: 'Bearer abc' }, { value: SECRET_MASK }, { value: 'red' }],
    secret: null,
  })
  expect(missing).toEqual([{ path: 'headers.1.value', name: 'headers.x-new.value' }])
  expect(kept).toEqual([{ path: 'headers.0.value', name: 'headers.authorization.value' }])
})
