import { discordSettings } from '@mointering/api-contract/channels/discord'
import { type FakeDiscord, startFakeDiscord } from '@mointering/test-kit/providers/discord'
import { expect, test } from 'vitest'
import type { Outcome } from '../../src/notifier/channels/channel-kind.js'
import { discord } from '../../src/notifier/channels/discord/discord.js'
import { discordMessage } from '../../src/notifier/channels/discord/discord-message.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden, toolsFor } from './channel-in-test.js'

const { opened, resolved, digest, hostile } = SAMPLE_NOTICES
const settingsFor = ({ origin }: FakeDiscord, threadId: string | null = null) =>
  discordSettings.parse({ kind: 'discord', url: `${origin}/api/webhooks/42/tok-en_1`, threadId })
const update = (fake: FakeDiscord, notice: typeof opened, handle: unknown): Promise<Outcome | undefined> =>
  discord.update?.(settingsFor(fake), notice, handle, toolsFor(fake)) ?? Promise.resolve(undefined)

test.each(Object.entries(SAMPLE_NOTICES))('%s is taken by Discord, and looks as agreed', async (name, notice) => {
  await using fake = await startFakeDiscord()
  expect(await deliverTo(fake, discord, settingsFor(fake), notice)).toMatchObject({
    kind: 'sent',
    receipt: expect.stringMatching(/^\d+$/),
  })
  await expectGolden(`discord.${name}.json`, `${JSON.stringify(discordMessage(notice), null, 2)}\n`)
})

test.each([
  [
    { status: 429, headers: { 'retry-after': '65' }, body: { message: 'limited', retry_after: 64.57, global: false } },
    { kind: 'passing', retryAfterMs: 64_570 },
  ],
  [
    { status: 429, headers: { 'retry-after': '9' }, body: '<html>banned</html>' },
    { kind: 'passing', retryAfterMs: 9000 },
  ],
  [
    { status: 502, body: 'bad gateway' },
    { kind: 'passing', retryAfterMs: null, httpStatus: 502 },
  ],
  [
    { status: 404, body: { message: 'Unknown Webhook', code: 10_015 } },
    { kind: 'permanent', reason: expect.stringMatching(/^The webhook was deleted.*Unknown Webhook/) },
  ],
  [
    { status: 401, body: { message: 'Invalid Webhook Token', code: 50_027 } },
    { kind: 'permanent', reason: expect.stringContaining('copy it again') },
  ],
  [
    { status: 400, body: { message: 'Webhooks posted to forum channels must have a thread', code: 220_001 } },
    { kind: 'permanent', reason: expect.stringContaining('needs a thread') },
  ],
  [
    { status: 302, headers: { location: 'http://127.0.0.1/' } },
    { kind: 'permanent', httpStatus: 302 },
  ],
  [{ status: 204 }, { kind: 'sent', receipt: null }],
])('%j means %j', async (reply, outcome) => {
  await using fake = await startFakeDiscord()
  fake.next(reply)
  expect(await deliverTo(fake, discord, settingsFor(fake), opened)).toMatchObject(outcome)
})

test('no answer rejects, so that the notifier tries again', async () => {
  await using fake = await startFakeDiscord()
  fake.next('hang up')
  await expect(deliverTo(fake, discord, settingsFor(fake), opened)).rejects.toThrow()
})

test('posts into the thread of the settings, and changes the message there', async () => {
  await using fake = await startFakeDiscord()
  const settings = settingsFor(fake, '77')
  const sent = await deliverTo(fake, discord, settings, opened)
  await discord.update?.(settings, resolved, sent.kind === 'sent' ? sent.handle : null, toolsFor(fake))
  expect(fake.calls.map(({ method, url }) => [method, url.searchParams.get('thread_id')])).toEqual([
    ['POST', '77'],
    ['PATCH', '77'],
  ])
})

test('a message is changed in place', async () => {
  await using fake = await startFakeDiscord()
  const sent = await deliverTo(fake, discord, settingsFor(fake), digest)
  const handle = sent.kind === 'sent' ? JSON.parse(JSON.stringify(sent.handle)) : null
  expect(await update(fake, { ...digest, title: '9 monitors are down' }, handle)).toEqual(sent)
  expect([...fake.messages.values()].map(({ embeds }) => embeds[0]?.title)).toEqual(['9 monitors are down'])
})

test('a message that somebody deleted is written again', async () => {
  await using fake = await startFakeDiscord()
  const sent = await deliverTo(fake, discord, settingsFor(fake), digest)
  fake.messages.clear()
  const handle = sent.kind === 'sent' ? sent.handle : null
  expect(await update(fake, digest, handle)).toMatchObject({ kind: 'sent' })
  expect(fake.messages.size).toBe(1)
})

test('a handle that is none of ours goes into no path', async () => {
  await using fake = await startFakeDiscord()
  await update(fake, digest, { messageId: '../../../users/@me' })
  expect(fake.calls.map(({ method }) => method)).toEqual(['POST'])
})

test('what a target wrote neither mentions, formats nor links', () => {
  const message = JSON.stringify(discordMessage(hostile))
  const [{ title, description, fields }] = JSON.parse(message).embeds
  const written = [title, description.slice(0, description.lastIndexOf('[Open]')), ...fields.map(Object.values)].join()
  expect(written).not.toMatch(/(?<!\\)[*_~`|[\]<>@]|(?<!\\):\/\//)
  expect(message).toContain('"allowed_mentions":{"parse":[]}')
})

test('the longest notice stays within 6000 characters', async () => {
  await using fake = await startFakeDiscord()
  const longest = {
    ...hostile,
    title: '*'.repeat(200),
    summary: '_'.repeat(1000),
    facts: Array.from({ length: 20 }, () => ({ label: '<'.repeat(60), value: '@'.repeat(500) })),
    items: Array.from({ length: 100 }, () => ({ kind: 'opened' as const, title: '🧨'.repeat(100), url: null })),
  }
  expect(await deliverTo(fake, discord, settingsFor(fake), longest)).toMatchObject({ kind: 'sent' })
  expect(JSON.stringify([...fake.messages.values()])).toMatch(/and \d+ more/)
})

test('empty texts become dashes, which Discord takes', async () => {
  await using fake = await startFakeDiscord()
  const empty = { ...opened, title: ' ', summary: '', facts: [{ label: '', value: '\u0007' }] }
  expect(await deliverTo(fake, discord, settingsFor(fake), empty)).toMatchObject({ kind: 'sent' })
})
