import { emailSettings } from '@mointering/api-contract/channels/email'
import { createMailTransport } from '@mointering/backend-common/mail/mail-transport'
import { type MailSink, startMailSink } from '@mointering/test-kit/mail/mail-sink'
import { expect, test } from 'vitest'
import type { ChannelTools } from '../../src/notifier/channels/channel-kind.js'
import { createEmail } from '../../src/notifier/channels/email/email.js'
import { noticeMail } from '../../src/notifier/channels/email/notice-mail.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { expectGolden, NOW_MS } from './channel-in-test.js'

const publicUrl = 'https://status.example.org'
const quiet = { debug: () => undefined, warn: () => undefined }
const settingsFor = (...to: string[]) => emailSettings.parse({ kind: 'email', to })

function mailTo(sink: MailSink) {
  const mail = createMailTransport({ smtpUrl: sink.url, from: 'Mointering <status@example.org>', log: quiet })
  return { email: createEmail({ mail, publicUrl }), [Symbol.asyncDispose]: () => mail[Symbol.asyncDispose]() }
}

function toolsWith(told = new Set<string>()): ChannelTools {
  return {
    now: () => NOW_MS,
    signal: new AbortController().signal,
    request: () => Promise.reject(new Error('mails are no requests')),
    parts: { isTold: (part) => told.has(part), told: async (part) => void told.add(part) },
  }
}

test.each(Object.entries(SAMPLE_NOTICES))('%s arrives, and looks as agreed', async (name, notice) => {
  await using sink = await startMailSink()
  await using sender = mailTo(sink)
  const outcome = await sender.email.deliver(settingsFor('ada@example.org'), notice, toolsWith())
  expect(outcome).toEqual({ kind: 'sent', receipt: `<${notice.id}@status.example.org>` })
  const mail = await sink.waitForMail({ to: 'ada@example.org' })
  expect(mail.messageId).toBe(`<${notice.id}@status.example.org>`)
  expect(mail.links).toContain(notice.url)
  if (notice.incident?.acknowledgeUrl) expect(mail.links).toContain(notice.incident.acknowledgeUrl)
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  const { subject, text, html } = noticeMail(notice, publicUrl)
  await expectGolden(`email.${name}.txt`, `Subject: ${subject}\n\n${text}`)
  await expectGolden(`email.${name}.html`, html)
})

test('what is told of an incident is one conversation', () => {
  const [opened, resolved] = [SAMPLE_NOTICES.opened, SAMPLE_NOTICES.resolved].map((notice) =>
    noticeMail(notice, publicUrl),
  )
  expect(opened?.inReplyTo).toBeUndefined()
  expect(resolved?.references).toEqual(opened?.references)
  expect(resolved?.inReplyTo).toBe(opened?.references?.[0])
  expect(noticeMail(SAMPLE_NOTICES.digest, publicUrl).references).not.toEqual(opened?.references)
})

test('what a target wrote adds no header, no element and no link', async () => {
  await using sink = await startMailSink()
  await using sender = mailTo(sink)
  const notice = { ...SAMPLE_NOTICES.hostile, title: 'Down\r\nBcc: eve@example.org\r\n\r\n<b>hello</b>\u202egpj.exe' }
  await sender.email.deliver(settingsFor('ada@example.org'), notice, toolsWith())
  const mail = await sink.waitForMail({ to: 'ada@example.org' })
  expect(mail.to).toEqual(['ada@example.org'])
  expect(mail.headers.has('bcc')).toBe(false)
  expect(mail.subject).toBe('🔴 Down Bcc: eve@example.org <b>hello</b>gpj.exe')
  expect(mail.html).not.toMatch(/<script|<img|<b>|javascript:alert\(1\)"/)
  for (const link of mail.links) expect(link).toMatch(/^https:\/\/status\.example\.org/)
})

test('each recipient gets a mail of their own, and sees nobody else', async () => {
  await using sink = await startMailSink()
  await using sender = mailTo(sink)
  const settings = settingsFor('ada@example.org', 'bob@example.org', 'ada@example.org')
  await sender.email.deliver(settings, SAMPLE_NOTICES.opened, toolsWith())
  expect(sink.mails().map(({ to }) => to)).toEqual([['ada@example.org'], ['bob@example.org']])
  for (const mail of sink.mails()) expect(mail.headers.get('to')).toMatchObject({ value: [{ address: mail.to[0] }] })
})

test('who was told is not told again when another has to be', async () => {
  await using sink = await startMailSink()
  await using sender = mailTo(sink)
  const settings = settingsFor('bob@example.org', 'ada@example.org')
  const told = new Set<string>()
  sink.failNext(450)
  expect(await sender.email.deliver(settings, SAMPLE_NOTICES.opened, toolsWith(told))).toMatchObject({
    kind: 'passing',
  })
  expect([...told]).toEqual(['ada@example.org'])
  expect(await sender.email.deliver(settings, SAMPLE_NOTICES.opened, toolsWith(told))).toMatchObject({ kind: 'sent' })
  expect(sink.mails().map(({ to }) => to[0])).toEqual(['ada@example.org', 'bob@example.org'])
})

test('an address that is refused for good is noted, and the others are told; with nobody left it is permanent', async () => {
  await using sink = await startMailSink()
  await using sender = mailTo(sink)
  sink.failNext(550)
  const both = settingsFor('gone@example.org', 'ada@example.org')
  const note = expect.stringContaining('1 of 2 recipients')
  expect(await sender.email.deliver(both, SAMPLE_NOTICES.opened, toolsWith())).toMatchObject({ kind: 'sent', note })
  sink.failNext(550)
  const one = settingsFor('gone@example.org')
  expect(await sender.email.deliver(one, SAMPLE_NOTICES.opened, toolsWith())).toMatchObject({ kind: 'permanent' })
})

test('without a mail server a person must look', async () => {
  const email = createEmail({ mail: null, publicUrl })
  expect(await email.deliver(settingsFor('ada@example.org'), SAMPLE_NOTICES.opened, toolsWith())).toMatchObject({
    kind: 'permanent',
    reason: expect.stringContaining('SMTP_URL'),
  })
})
