import { createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { type MailSink, startMailSink } from '@mointering/test-kit/mail/mail-sink'
import { freePort } from '@mointering/test-kit/services/free-port'
import { createTestAuthority } from '@mointering/test-kit/targets/certificates'
import { listen } from '@mointering/test-kit/targets/listen'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../log/logger.js'
import { createMailTransport, type MailTransport, type OutgoingMail } from './mail-transport.js'

const log = createLogger({ name: 'mail', level: 'silent' })
const from = 'Mointering <status@example.org>'
const mail: OutgoingMail = {
  to: 'ada@example.org',
  subject: 'Grüße aus Köln',
  text: 'Guten Tag – hier ist der Text.\n',
  html: '<p>Guten Tag – hier ist der Text.</p>',
  messageId: '<1@example.org>',
}
const transportTo = (smtpUrl: string) => createMailTransport({ smtpUrl, from, log })

describe('a mail server that answers', () => {
  let sink: MailSink
  let transport: MailTransport
  beforeEach(async () => {
    sink = await startMailSink()
    transport = transportTo(sink.url)
  })
  afterEach(async () => {
    await transport[Symbol.asyncDispose]()
    await sink[Symbol.asyncDispose]()
  })

  it('gets the mail as text and as HTML, under the given id', async () => {
    expect(await transport.send(mail)).toEqual({ kind: 'sent' })
    const [arrived] = sink.mails()
    expect(arrived).toMatchObject({ ...mail, to: [mail.to], from: 'status@example.org' })
    expect(arrived?.headers.get('auto-submitted')).toBe('auto-generated')
  })

  it('sends no header and to nobody else, whatever a subject holds', async () => {
    const subject = 'Hello\r\nBcc: eve@example.org\r\n\r\n<b>body</b>\u202e'
    expect(await transport.send({ ...mail, subject })).toEqual({ kind: 'sent' })
    const [arrived] = sink.mails()
    expect(arrived?.to).toEqual([mail.to])
    expect(arrived?.subject).toBe('Hello Bcc: eve@example.org <b>body</b>')
    expect(arrived?.headers.has('bcc')).toBe(false)
    expect(arrived?.text).toBe(mail.text)
  })

  it.each([
    'ada@example.org, eve@example.org',
    'ada@example.org\r\nRCPT TO:<eve@example.org>',
    '"Ada" <ada@example.org>',
    '<ada@example.org> NOTIFY=NEVER',
    'nobody',
    '',
  ])('sends nothing to %j, which is not one address', async (to) => {
    expect(await transport.send({ ...mail, to })).toMatchObject({ kind: 'failed', permanent: true })
    expect(sink.mails()).toEqual([])
  })

  it.each([
    [550, true],
    [553, true],
    [421, false],
    [450, false],
  ])('a recipient refused with %i is a failure, permanent: %s', async (code, permanent) => {
    sink.failNext(code)
    const outcome = await transport.send(mail)
    expect(outcome).toMatchObject({ kind: 'failed', permanent, reason: expect.stringContaining(String(code)) })
    expect(await transport.send(mail)).toEqual({ kind: 'sent' })
  })

  it('twenty mails at once arrive once each', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `<${index}@example.org>`)
    const outcomes = await Promise.all(ids.map((messageId) => transport.send({ ...mail, messageId })))
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['sent']))
    expect(
      sink
        .mails()
        .map(({ messageId }) => messageId)
        .toSorted(),
    ).toEqual(ids.toSorted())
  })

  it('an aborted send ends at once', async () => {
    const release = sink.hold()
    const stop = new AbortController()
    const outcome = transport.send(mail, stop.signal)
    stop.abort()
    expect(await outcome).toMatchObject({ kind: 'failed', permanent: false })
    release()
  })
})

it('a server that is away is a passing failure', async () => {
  await using transport = transportTo(`smtp://127.0.0.1:${await freePort()}`)
  expect(await transport.send(mail)).toMatchObject({ kind: 'failed', permanent: false })
})

it('a refused password is a passing failure whose reason does not hold it', async () => {
  const replies: Record<string, string> = { EHLO: '250-x\r\n250 AUTH PLAIN', AUTH: '535 5.7.8 no', QUIT: '221 bye' }
  await using server = await listen(
    createServer((socket) => {
      socket.write('220 x ESMTP\r\n')
      socket.on('data', (line) => socket.write(`${replies[line.toString().slice(0, 4)] ?? '500 what'}\r\n`))
    }),
  )
  await using transport = transportTo(`smtp://ada:hunter2@127.0.0.1:${server.port}`)
  const outcome = await transport.send(mail)
  expect(outcome).toMatchObject({ kind: 'failed', permanent: false, reason: expect.stringContaining('535') })
  expect(JSON.stringify(outcome)).not.toMatch(/hunter2|aHVudGVyMg/)
})

it('a server that cannot prove its name over TLS gets nothing', async () => {
  const heard: string[] = []
  const unknownAuthority = await createTestAuthority()
  await using server = await listen(
    createTlsServer(await unknownAuthority.issue({ hosts: ['127.0.0.1'] }), (socket) => {
      socket.on('data', (line) => heard.push(line.toString()))
    }),
  )
  await using transport = transportTo(`smtps://ada:hunter2@127.0.0.1:${server.port}`)
  expect(await transport.send(mail)).toMatchObject({ kind: 'failed', permanent: false })
  expect(heard).toEqual([])
})
