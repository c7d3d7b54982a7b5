import { NOTICE_KINDS, type Notice, notice, SEVERITIES } from '@mointering/api-contract/notices/notice'
import { startFakeDiscord } from '@mointering/test-kit/providers/discord'
import type { FakeProvider } from '@mointering/test-kit/providers/fake-provider'
import { FAKE_CLOUD_ID, startFakeJiraServiceManagement } from '@mointering/test-kit/providers/jira-service-management'
import { startFakeOpsgenie } from '@mointering/test-kit/providers/opsgenie'
import { startFakePagerduty } from '@mointering/test-kit/providers/pagerduty'
import { startFakeTeams } from '@mointering/test-kit/providers/teams'
import { startFakeTelegram } from '@mointering/test-kit/providers/telegram'
import { FAKE_ACCOUNT_SID, startFakeTwilio } from '@mointering/test-kit/providers/twilio'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChannelTools, Outcome } from '../../src/notifier/channels/channel-kind.js'
import { discord } from '../../src/notifier/channels/discord/discord.js'
import { jiraServiceManagement } from '../../src/notifier/channels/jira-service-management/jira-service-management.js'
import { opsgenie } from '../../src/notifier/channels/opsgenie/opsgenie.js'
import { pagerduty } from '../../src/notifier/channels/pagerduty/pagerduty.js'
import { teams } from '../../src/notifier/channels/teams/teams.js'
import { telegram } from '../../src/notifier/channels/telegram/telegram.js'
import { twilio } from '../../src/notifier/channels/twilio/twilio.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { toolsFor } from './channel-in-test.js'

type Deliver = (fake: FakeProvider, notice: Notice, tools: ChannelTools) => Promise<Outcome>

const CHANNELS: readonly [string, () => Promise<FakeProvider>, Deliver][] = [
  [
    'discord',
    startFakeDiscord,
    ({ origin }, told, tools) =>
      discord.deliver({ kind: 'discord', url: `${origin}/api/webhooks/1/t`, threadId: null }, told, tools),
  ],
  [
    'teams',
    startFakeTeams,
    ({ origin }, told, tools) =>
      teams.deliver({ kind: 'teams', url: `${origin}/workflows/a/triggers/manual/paths/invoke?sig=s` }, told, tools),
  ],
  [
    'telegram',
    startFakeTelegram,
    ({ origin }, told, tools) =>
      telegram.deliver(
        { kind: 'telegram', token: '123456:t', chatId: '-1001234', threadId: null, server: origin },
        told,
        tools,
      ),
  ],
  [
    'pagerduty',
    startFakePagerduty,
    (_, told, tools) => pagerduty.deliver({ kind: 'pagerduty', routingKey: 'a'.repeat(32), region: 'us' }, told, tools),
  ],
  [
    'opsgenie',
    startFakeOpsgenie,
    (_, told, tools) => opsgenie.deliver({ kind: 'opsgenie', apiKey: 'genie-key', region: 'us' }, told, tools),
  ],
  [
    'jira-service-management',
    startFakeJiraServiceManagement,
    (_, told, tools) =>
      jiraServiceManagement.deliver(
        {
          kind: 'jira-service-management',
          cloudId: FAKE_CLOUD_ID,
          email: 'ada@example.org',
          apiToken: 'api-token',
        },
        told,
        { ...tools, parts: { isTold: () => true, told: async () => undefined } },
      ),
  ],
  [
    'twilio',
    startFakeTwilio,
    (_, told, tools) =>
      twilio.deliver(
        {
          kind: 'twilio',
          accountSid: FAKE_ACCOUNT_SID,
          authToken: 'auth-token',
          from: '+15005550006',
          to: ['+491701234567'],
        },
        told,
        tools,
      ),
  ],
]

const MARKS = [
  '@',
  '*',
  '<',
  '>',
  '&',
  '"',
  '\\',
  '`',
  '[',
  '](',
  '://',
  '\n',
  '\r',
  '\u0000',
  '\ud83e',
  '🧨',
  '👩‍👩‍👧',
  ' ',
]
const text = (longest: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...MARKS, 'a'), { maxLength: longest }).map((marks) => marks.join('')),
      fc.tuple(fc.constantFrom(...MARKS), fc.nat(longest)).map(([mark, times]) => mark.repeat(times)),
    )
    .map((long) => long.slice(0, longest))

const anyNotice: fc.Arbitrary<Notice> = fc
  .record({
    kind: fc.constantFrom(...NOTICE_KINDS),
    severity: fc.constantFrom(...SEVERITIES),
    title: text(200),
    summary: text(1000),
    facts: fc.array(fc.record({ label: text(60), value: text(500) }), { maxLength: 20 }),
    items: fc.array(fc.record({ kind: fc.constantFrom(...NOTICE_KINDS), title: text(200), url: fc.constant(null) }), {
      maxLength: 100,
    }),
    workspace: text(120).map((name) => ({ ...SAMPLE_NOTICES.opened.workspace, name })),
    incident: fc.constantFrom(SAMPLE_NOTICES.opened.incident, SAMPLE_NOTICES.resolved.incident, null),
    monitor: fc.option(
      fc
        .record({ name: text(120), target: text(2000) })
        .map((named) => ({ id: SAMPLE_NOTICES.opened.id, kind: 'http', url: SAMPLE_NOTICES.opened.url, ...named })),
    ),
  })
  .map((varied) => notice.parse({ ...SAMPLE_NOTICES.opened, ...varied }))

test.each(CHANNELS)('%s takes any notice that there can be', async (_, start, deliver) => {
  await using fake = await start()
  await fc.assert(
    fc.asyncProperty(anyNotice, async (told) => {
      expect(await deliver(fake, told, toolsFor(fake))).toMatchObject({ kind: 'sent' })
    }),
    { numRuns: 60 },
  )
})
