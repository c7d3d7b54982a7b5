import { telegramSettings } from '@mointering/api-contract/channels/telegram'
import { type FakeTelegram, startFakeTelegram } from '@mointering/test-kit/providers/telegram'
import { expect, test } from 'vitest'
import type { Outcome } from '../../src/notifier/channels/channel-kind.js'
import { telegram } from '../../src/notifier/channels/telegram/telegram.js'
import { telegramText } from '../../src/notifier/channels/telegram/telegram-text.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden, toolsFor } from './channel-in-test.js'

const { opened, digest, hostile } = SAMPLE_NOTICES
const settingsFor = ({ origin }: FakeTelegram, changes: object = {}) =>
  telegramSettings.parse({
    kind: 'telegram',
    token: '123456:abcdefghijklmnopqrstuv-_',
    chatId: '-1001234',
    server: `${origin}/`,
    ...changes,
  })
const update = (fake: FakeTelegram, notice: typeof opened, handle: unknown): Promise<Outcome | undefined> =>
  telegram.update?.(settingsFor(fake), notice, handle, toolsFor(fake)) ?? Promise.resolve(undefined)

test.each(Object.entries(SAMPLE_NOTICES))('%s is taken by Telegram, and looks as agreed', async (name, notice) => {
  await using fake = await startFakeTelegram()
  expect(await deliverTo(fake, telegram, settingsFor(fake), notice)).toEqual({
    kind: 'sent',
    receipt: '1',
    handle: { chatId: -1_001_234, messageId: 1 },
  })
  await expectGolden(`telegram.${name}.html`, `${telegramText(notice)}\n`)
})

const refused = (error_code: number, description: string, parameters?: object) => ({
  status: error_code,
  body: { ok: false, error_code, description, parameters },
})

test.each([
  [refused(429, 'Too Many Requests: retry after 35', { retry_after: 35 }), { kind: 'passing', retryAfterMs: 35_000 }],
  [
    { status: 429, headers: { 'retry-after': '3' }, body: 'slow down' },
    { kind: 'passing', retryAfterMs: 3000 },
  ],
  [refused(502, 'Bad Gateway'), { kind: 'passing', retryAfterMs: null }],
  [{ status: 200, body: { ok: false, error_code: 500, description: 'Internal' } }, { kind: 'passing' }],
  [refused(401, 'Unauthorized'), { kind: 'permanent', reason: expect.stringContaining('@BotFather') }],
  [refused(400, 'Bad Request: chat not found'), { kind: 'permanent', reason: expect.stringMatching(/^Start a conv/) }],
  [
    refused(403, 'Forbidden: bot was blocked by the user'),
    { kind: 'permanent', reason: expect.stringContaining('blocked the bot'), httpStatus: 403 },
  ],
  [
    refused(403, 'Forbidden: bot was kicked from the group chat'),
    { kind: 'permanent', reason: expect.stringContaining('Add the bot') },
  ],
  [
    refused(400, 'Bad Request: message thread not found'),
    { kind: 'permanent', reason: expect.stringContaining('topic') },
  ],
  [
    { status: 200, body: '<html>captive portal</html>' },
    { kind: 'passing', reason: expect.stringContaining('not the answer') },
  ],
  [
    { status: 301, headers: { location: 'http://127.0.0.1/' } },
    { kind: 'permanent', httpStatus: 301 },
  ],
])('%j means %j', async (reply, outcome) => {
  await using fake = await startFakeTelegram()
  fake.next(reply)
  expect(await deliverTo(fake, telegram, settingsFor(fake), opened)).toMatchObject(outcome)
})

test('no answer rejects, so that the notifier tries again', async () => {
  await using fake = await startFakeTelegram()
  fake.next('hang up')
  await expect(deliverTo(fake, telegram, settingsFor(fake), opened)).rejects.toThrow()
})

test('a group that became a supergroup is told under its new id, with a note', async () => {
  await using fake = await startFakeTelegram()
  fake.next(refused(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -1_001_234 }))
  const outcome = await deliverTo(fake, telegram, settingsFor(fake, { chatId: '-77' }), opened)
  expect(outcome).toMatchObject({ kind: 'sent', note: expect.stringContaining('-1001234') })
  expect(fake.calls).toHaveLength(2)
})

test('goes to the topic of the settings', async () => {
  await using fake = await startFakeTelegram()
  await deliverTo(fake, telegram, settingsFor(fake, { threadId: 9 }), opened)
  expect(JSON.parse(fake.calls[0]?.body ?? '')).toMatchObject({ message_thread_id: 9 })
})

test('a message is changed in place, and a change to the same is none', async () => {
  await using fake = await startFakeTelegram()
  const sent = await deliverTo(fake, telegram, settingsFor(fake), digest)
  const handle = sent.kind === 'sent' ? JSON.parse(JSON.stringify(sent.handle)) : null
  const grown = { ...digest, title: '9 monitors are down' }
  expect(await update(fake, grown, handle)).toEqual(sent)
  expect(await update(fake, grown, handle)).toEqual(sent)
  expect([...fake.messages.values()]).toEqual([expect.stringContaining('9 monitors are down')])
})

test('a message that somebody deleted is written again', async () => {
  await using fake = await startFakeTelegram()
  expect(await update(fake, digest, { chatId: -1_001_234, messageId: 5 })).toMatchObject({ kind: 'sent' })
  expect(await update(fake, opened, 'not a handle')).toMatchObject({ kind: 'sent' })
  expect(fake.messages.size).toBe(2)
})

test('what a target wrote neither mentions nor formats', () => {
  const text = telegramText({ ...hostile, summary: '<a href="tg://user?id=1">x</a> @admin_of_all &lt;b&gt;' })
  expect(text.match(/<(?!\/)[^>]*>/g)).toEqual([
    '<b>',
    `<a href="${hostile.url}">`,
    `<a href="${hostile.incident?.acknowledgeUrl}">`,
  ])
  expect(text).not.toMatch(/@\w/)
  expect(text).toContain('&amp;lt;b&amp;gt;')
})

test('the longest notice stays within 4096 characters', async () => {
  await using fake = await startFakeTelegram()
  const longest = {
    ...hostile,
    title: '🧨'.repeat(200),
    summary: '@'.repeat(1000),
    facts: Array.from({ length: 20 }, () => ({ label: '@'.repeat(60), value: '&'.repeat(500) })),
    items: Array.from({ length: 100 }, () => ({ kind: 'opened' as const, title: '<'.repeat(200), url: null })),
  }
  expect(await deliverTo(fake, telegram, settingsFor(fake), longest)).toMatchObject({ kind: 'sent' })
  expect(fake.messages.get(1)).toMatch(/and \d+ more/)
})
