import { twilioSettings } from '@mointering/api-contract/channels/twilio'
import { FAKE_ACCOUNT_SID, startFakeTwilio } from '@mointering/test-kit/providers/twilio'
import { expect, test } from 'vitest'
import { MOST_SEGMENTS, segmentsOf, smsText } from '../../src/notifier/channels/twilio/sms-text.js'
import { twilio } from '../../src/notifier/channels/twilio/twilio.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden, toolsFor } from './channel-in-test.js'
import { EXTREME_NOTICES } from './pager-notices.js'

const { opened, digest } = SAMPLE_NOTICES
const settingsFor = (changes: object = {}) =>
  twilioSettings.parse({
    kind: 'twilio',
    accountSid: FAKE_ACCOUNT_SID,
    authToken: 'auth-token',
    from: '+15005550006',
    to: ['+491701234567'],
    ...changes,
  })
const refused = (status: number, code: number, message: string) => ({ status, body: { code, message, status } })

test.each(Object.entries(SAMPLE_NOTICES))('%s is taken by Twilio, and looks as agreed', async (name, notice) => {
  await using fake = await startFakeTwilio()
  expect(await deliverTo(fake, twilio, settingsFor(), notice)).toEqual({
    kind: 'sent',
    receipt: `SM${'1'.padStart(32, '0')}`,
  })
  await expectGolden(`twilio.${name}.txt`, `${smsText(notice)}\n`)
})

test('the token goes into the header only', async () => {
  await using fake = await startFakeTwilio()
  await deliverTo(fake, twilio, settingsFor(), opened)
  const [call] = fake.calls
  expect(`${call?.url.href} ${call?.body}`).not.toContain('auth-token')
})

test.each([
  [`MG${'a'.repeat(32)}`, 'MessagingServiceSid'],
  ['MG Motors', 'From'],
  ['81234', 'From'],
  ['+15005550006', 'From'],
])('%s is a sender, in %s', async (from, field) => {
  await using fake = await startFakeTwilio()
  expect(await deliverTo(fake, twilio, settingsFor({ from }), opened)).toMatchObject({ kind: 'sent' })
  expect(new URLSearchParams(fake.calls[0]?.body).get(field)).toBe(from)
})

test.each(['', '   ', 'a name too long', 'Acme!', '+0123', `MG${'g'.repeat(32)}`])('%j is no sender', (from) => {
  expect(() => settingsFor({ from })).toThrow()
})

test('another attempt goes to those only who were not told', async () => {
  await using fake = await startFakeTwilio()
  const settings = settingsFor({ to: ['+491701234567', '+491701234568', '+491701234567'] })
  const tools = toolsFor(fake)
  fake.next({ status: 503 })
  expect(await twilio.deliver(settings, opened, tools)).toMatchObject({ kind: 'passing', httpStatus: 503 })
  expect(await twilio.deliver(settings, opened, tools)).toMatchObject({ kind: 'sent' })
  expect(fake.texts.map(({ to }) => to).sort()).toEqual(['+491701234567', '+491701234568'])
})

test('one who cannot be told keeps nobody else from it', async () => {
  await using fake = await startFakeTwilio()
  fake.next(refused(400, 21_610, 'Attempt to send to unsubscribed recipient'))
  const outcome = await deliverTo(fake, twilio, settingsFor({ to: ['+491701234567', '+491701234568'] }), opened)
  expect(outcome).toMatchObject({ kind: 'sent', note: expect.stringMatching(/1 of 2.*STOP/) })
})

test.each([
  [
    { status: 429, headers: { 'retry-after': '2' }, body: { code: 20_429, message: 'Too Many Requests' } },
    { kind: 'passing', retryAfterMs: 2000 },
  ],
  [refused(400, 21_611, 'exceeded the maximum number of queued messages'), { kind: 'passing', httpStatus: 400 }],
  [refused(500, 20_500, 'Internal'), { kind: 'passing' }],
  [refused(401, 20_003, 'Authenticate'), { kind: 'permanent', reason: expect.stringMatching(/auth token is wrong/) }],
  [refused(400, 21_211, "Invalid 'To'"), { kind: 'permanent', reason: expect.stringMatching(/number that exists/) }],
  [refused(400, 21_408, 'Permission'), { kind: 'permanent', reason: expect.stringMatching(/country/) }],
  [
    refused(400, 99_999, 'New trouble'),
    { kind: 'permanent', reason: expect.stringMatching(/^HTTP 400: .*New trouble/) },
  ],
  [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, { kind: 'permanent' }],
])('%j means %j', async (reply, outcome) => {
  await using fake = await startFakeTwilio()
  fake.next(reply)
  expect(await deliverTo(fake, twilio, settingsFor(), opened)).toMatchObject(outcome)
})

test('no answer rejects, so that the notifier tries again', async () => {
  await using fake = await startFakeTwilio()
  fake.next('hang up')
  await expect(deliverTo(fake, twilio, settingsFor(), opened)).rejects.toThrow()
})

test.each([...Object.entries(SAMPLE_NOTICES), ...EXTREME_NOTICES])('%s is three segments at most', (_, notice) => {
  expect(segmentsOf(smsText(notice))).toBeLessThanOrEqual(MOST_SEGMENTS)
})

test('the summary gives way first, then the link to acknowledge, then the end of the title', () => {
  const text = (acknowledgeLength: number, urlLength: number, summary: string, title = opened.title) => {
    const url = `https://e.org/${'u'.repeat(urlLength)}`
    const acknowledgeUrl = `https://e.org/${'a'.repeat(acknowledgeLength)}`
    return smsText({
      ...opened,
      title,
      summary,
      url,
      incident: opened.incident && { ...opened.incident, acknowledgeUrl },
    })
  }
  expect(text(10, 10, 'x'.repeat(900))).toMatch(/^Shop is down\nx+\.\.\.\nhttps:\/\/e.org\/u+\nAcknowledge: \S+a$/)
  expect(text(500, 10, 'Why')).toMatch(/^Shop is down\nWhy\nhttps:\/\/e.org\/u+$/)
  expect(text(500, 300, 'Why', 'y'.repeat(200))).toMatch(/^y{100,}\.\.\.\nhttps:\/\/e.org\/u{300}$/)
  expect(text(500, 500, 'Why')).toBe('Shop is down')
})

test('typography costs no segments, and a digest lists what it stands for', () => {
  const text = smsText({ ...digest, title: '“Shop” – down…\u00a0it’s', summary: 'a → b' })
  expect(text).toMatch(/^"Shop" - down\.\.\. it's\na -> b; Shop is down; Blog is down; API is down\nhttps:/)
  expect(segmentsOf(text)).toBe(1)
})

test.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['[]'.repeat(40), 1],
  [`${'[]'.repeat(40)}a`, 2],
  ['я'.repeat(70), 1],
  ['я'.repeat(71), 2],
  ['a'.repeat(459), 3],
  ['a'.repeat(460), 4],
])('%j is %i segments', (text, segments) => expect(segmentsOf(text)).toBe(segments))
