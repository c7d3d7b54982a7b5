import { slackSettings } from '@mointering/api-contract/channels/slack'
import { startFakeSlack } from '@mointering/test-kit/providers/slack'
import { expect, test } from 'vitest'
import { slack, slackMessage } from '../../src/notifier/channels/slack/slack.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden } from './channel-in-test.js'

const settingsFor = (origin: string) => slackSettings.parse({ kind: 'slack', url: `${origin}/services/T1/B2/abc` })

test.each(Object.entries(SAMPLE_NOTICES))('%s is taken by Slack, and looks as agreed', async (name, notice) => {
  await using fake = await startFakeSlack()
  expect(await deliverTo(fake, slack, settingsFor(fake.origin), notice)).toEqual({ kind: 'sent', receipt: null })
  await expectGolden(`slack.${name}.json`, `${JSON.stringify(slackMessage(notice), null, 2)}\n`)
})

test.each([
  [
    { status: 429, headers: { 'retry-after': '7' }, body: 'rate_limited' },
    { kind: 'passing', retryAfterMs: 7000 },
  ],
  [
    { status: 503, body: 'down' },
    { kind: 'passing', retryAfterMs: null },
  ],
  [
    { status: 404, body: 'no_service' },
    { kind: 'permanent', reason: 'HTTP 404: no_service' },
  ],
  [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, { kind: 'permanent' }],
])('%j means %j', async (reply, outcome) => {
  await using fake = await startFakeSlack()
  fake.next(reply)
  expect(await deliverTo(fake, slack, settingsFor(fake.origin), SAMPLE_NOTICES.opened)).toMatchObject(outcome)
})

test('what a target wrote neither mentions nor links', () => {
  const message = slackMessage(SAMPLE_NOTICES.hostile)
  const marked: string[] = []
  JSON.stringify(message, (_, value) => {
    if (value?.type === 'mrkdwn') marked.push(value.text)
    return value
  })
  expect(marked.length).toBeGreaterThan(10)
  expect([...marked, Reflect.get(message, 'text')].join('\n')).not.toMatch(/[<>]/)
})
