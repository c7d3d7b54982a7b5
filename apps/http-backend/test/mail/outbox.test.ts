import { createLogger } from '@mointering/backend-common/log/logger'
import { type MailSink, startMailSink } from '@mointering/test-kit/mail/mail-sink'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { apiConfig } from '../../src/api-config.js'
import { startMail } from '../../src/mail/start-mail.js'
import { type ApiWorld, startWorld } from '../api-world.js'
import { SAMPLES } from './sample-messages.js'

const ENV = { ENCRYPTION_KEY: 'ab'.repeat(32), PUBLIC_URL: 'https://status.example.org' }
const TO = 'ada@example.org'
const MINUTE_MS = 60_000

let sink: MailSink
let world: ApiWorld
beforeEach(async () => {
  sink = await startMailSink()
  world = await startWorld()
})
afterEach(async () => {
  await world[Symbol.asyncDispose]()
  await sink[Symbol.asyncDispose]()
})

/** One API process that sends mails, on the database of the world. */
function startSender(env: Record<string, string> = { SMTP_URL: sink.url }) {
  const config = apiConfig.parse({ ...ENV, ...env })
  const destination = { write: (line: string) => void world.logged.push(line) }
  const log = createLogger({ name: 'mail', level: 'debug', destination })
  return startMail({ config, database: world.database, log, now: () => Date.now() + world.clock.aheadMs })
}
const rows = () => world.database.prisma.mail.findMany({ orderBy: { createdAt: 'asc' } })
const onlyRow = () => world.database.prisma.mail.findFirstOrThrow()
/** Long enough that expiry (of the samples) is not reached. */
const reset = () => ({
  ...SAMPLES.reset_password,
  expiresAt: new Date(Date.now() + world.clock.aheadMs + 60 * MINUTE_MS),
})

it('a mail leaves within moments of the commit, and its text with it', async () => {
  await using mails = startSender()
  await world.database.prisma.$transaction((tx) => mails.queue(tx, TO, reset()))
  const mail = await sink.waitForMail({ to: TO, subject: 'Choose a new password' })
  expect(mail.links).toContain(SAMPLES.reset_password.link)
  await vi.waitFor(async () => expect((await onlyRow()).sentAt).not.toBeNull())
  const row = await onlyRow()
  expect(row).toMatchObject({ message: '', nextAttemptAt: null, lastError: null, attempts: 1 })
  expect(mail.messageId).toBe(`<${row.id}@status.example.org>`)
})

it('nothing is sent of a transaction that was rolled back', async () => {
  await using mails = startSender()
  const { prisma } = world.database
  const rolledBack = prisma.$transaction(async (tx) => {
    await mails.queue(tx, 'nobody@example.org', reset())
    throw new Error('rolled back')
  })
  await expect(rolledBack).rejects.toThrow('rolled back')
  await prisma.$transaction((tx) => mails.queue(tx, TO, reset()))
  await sink.waitForMail({ to: TO })
  expect(sink.mails().map(({ to }) => to)).toEqual([[TO]])
})

it('the links of a waiting mail cannot be read in the database or the log', async () => {
  await using mails = startSender({ SMTP_URL: 'smtp://ada:hunter2@127.0.0.1:1' })
  await world.database.prisma.$transaction((tx) => mails.queue(tx, TO, reset()))
  await vi.waitFor(async () => expect((await onlyRow()).lastError).not.toBeNull())
  const row = await onlyRow()
  expect(row.nextAttemptAt).not.toBeNull()
  for (const text of [JSON.stringify(row), world.logged.join('\n')]) expect(text).not.toMatch(/token=|hunter2/)
})

it('three processes send forty mails once each', async () => {
  await using first = startSender()
  await using _second = startSender()
  await using _third = startSender()
  const recipients = Array.from({ length: 40 }, (_, index) => `person${index}@example.org`)
  await world.database.prisma.$transaction(async (tx) => {
    for (const to of recipients) await first.queue(tx, to, reset())
  })
  await vi.waitFor(async () => expect((await rows()).every(({ sentAt }) => sentAt !== null)).toBe(true), {
    timeout: 10_000,
  })
  expect(
    sink
      .mails()
      .flatMap(({ to }) => to)
      .toSorted(),
  ).toEqual(recipients.toSorted())
})

it('a refusal that passes is tried again later, under the same id', async () => {
  sink.failNext(451)
  await using mails = startSender()
  await world.database.prisma.$transaction((tx) => mails.queue(tx, TO, reset()))
  await vi.waitFor(async () => expect((await onlyRow()).lastError).toContain('451'))
  const { id, nextAttemptAt } = await onlyRow()
  const waitMs = (nextAttemptAt?.getTime() ?? 0) - Date.now()
  expect(waitMs).toBeGreaterThan(1000)
  expect(waitMs).toBeLessThan(10_000)
  world.clock.aheadMs += MINUTE_MS
  await world.database.prisma.$transaction((tx) => mails.queue(tx, 'eve@example.org', reset()))
  expect((await sink.waitForMail({ to: TO })).messageId).toBe(`<${id}@status.example.org>`)
})

it('a recipient that is refused for good is given up, and the reason kept', async () => {
  sink.failNext(550)
  await using mails = startSender()
  await world.database.prisma.$transaction((tx) => mails.queue(tx, TO, reset()))
  await vi.waitFor(async () => expect((await onlyRow()).nextAttemptAt).toBeNull())
  expect(await onlyRow()).toMatchObject({ message: '', sentAt: null, lastError: expect.stringContaining('550') })
})

it('what a dead process had in hand is sent by another one when its claim runs out', async () => {
  await using mails = startSender()
  const release = sink.hold()
  await world.database.prisma.$transaction((tx) => mails.queue(tx, TO, reset()))
  await vi.waitFor(async () => expect((await onlyRow()).attempts).toBe(1))
  await using other = startSender()
  world.clock.aheadMs += 4 * MINUTE_MS
  await world.database.prisma.$transaction((tx) => other.queue(tx, 'eve@example.org', reset()))
  await vi.waitFor(async () => expect((await rows())[0]?.attempts).toBe(2))
  release()
  await vi.waitFor(() => expect(sink.mails()).toHaveLength(3))
  const ids = sink
    .mails()
    .filter(({ to }) => to.includes(TO))
    .map(({ messageId }) => messageId)
  expect(new Set(ids).size).toBe(1)
})

it('an expired mail is not sent any more', async () => {
  {
    await using misled = startSender({ SMTP_URL: 'smtp://127.0.0.1:1' })
    await world.database.prisma.$transaction((tx) => misled.queue(tx, TO, reset()))
    await vi.waitFor(async () => expect((await onlyRow()).lastError).not.toBeNull())
  }
  world.clock.aheadMs += 61 * MINUTE_MS
  await using working = startSender()
  await world.database.prisma.$transaction((tx) => working.queue(tx, 'eve@example.org', reset()))
  await vi.waitFor(async () =>
    expect((await rows())[0]).toMatchObject({ message: '', nextAttemptAt: null, sentAt: null }),
  )
  expect((await rows())[0]?.lastError).toMatch(/ECONNREFUSED|ESOCKET/)
  await sink.waitForMail({ to: 'eve@example.org' })
  expect(sink.mails()).toHaveLength(1)
})

it('shutting down waits for the mail in hand', async () => {
  const mails = startSender()
  const release = sink.hold()
  await world.database.prisma.$transaction((tx) => mails.queue(tx, TO, reset()))
  await vi.waitFor(async () => expect((await onlyRow()).attempts).toBe(1))
  const ended = mails[Symbol.asyncDispose]()
  release()
  await ended
  expect((await onlyRow()).sentAt).not.toBeNull()
})

it('without a mail server nothing is queued', async () => {
  await using mails = startSender({})
  expect(mails.enabled).toBe(false)
  await world.database.prisma.$transaction((tx) => mails.queue(tx, TO, reset()))
  expect(await rows()).toEqual([])
})
