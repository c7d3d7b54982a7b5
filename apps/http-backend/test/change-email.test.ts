import { accountReply } from '@mointering/api-contract/http/account'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  ACCOUNT,
  actionsOf,
  FORGOT,
  lastTokenTo,
  type MailWorld,
  mailsSent,
  RESET,
  SESSION,
  signIn,
  startMailWorld,
  tokensTo,
  verified,
} from './account-steps.js'

const CONFIRM = '/api/v1/auth/email/confirm'
let mailWorld: MailWorld
beforeAll(async () => {
  mailWorld = await startMailWorld()
  await verified(mailWorld, ALICE)
})
afterAll(() => mailWorld[Symbol.asyncDispose]())

type Who = Awaited<ReturnType<typeof verified>>
const person = (name: string) => ({ email: `${name}@example.org`, password: `${name} likes long words`, name })
const ask = (who: Who, email: string) => who.request(`${ACCOUNT}/email`, { json: { email } })
const confirm = (token: string) => mailWorld.world.nobody().request(CONFIRM, { json: { token } })
const account = async (who: Who) => accountReply.parse((await who.request(ACCOUNT)).body)

it('the new address counts once it is confirmed, in any browser; the old one is told and loses its links', async () => {
  const { world, sink } = mailWorld
  const dora = person('dora')
  const browser = await verified(mailWorld, dora)
  await world.nobody().request(FORGOT, { json: { email: dora.email } })
  const oldReset = await lastTokenTo(mailWorld, dora.email, 'reset-password')
  expect((await ask(browser, 'Dora@New.example')).body).toEqual({ email: dora.email, pendingEmail: 'dora@new.example' })
  expect(await account(browser)).toMatchObject({ email: dora.email, pendingEmail: 'dora@new.example' })
  const token = await lastTokenTo(mailWorld, 'dora@new.example', 'confirm-email')
  expect((await confirm(token)).status).toBe(204)
  expect((await browser.request(SESSION)).body).toMatchObject({ user: { email: 'dora@new.example' } })
  expect(await account(browser)).toMatchObject({ email: 'dora@new.example', pendingEmail: null })
  expect((await signIn(world.nobody(), dora)).status).toBe(401)
  expect((await signIn(world.nobody(), { ...dora, email: 'dora@new.example' })).status).toBe(200)
  expect((await confirm(token)).body).toMatchObject({ status: 410, code: 'link_invalid' })
  const stolen = await world.nobody().request(RESET, { json: { token: oldReset, password: 'a stranger’s password' } })
  expect(stolen.status).toBe(410)
  await mailsSent(world)
  const told = sink.mails().filter(({ to }) => to.includes(dora.email))
  expect(told.at(-1)?.text).toContain('dora@new.example')
  expect(await actionsOf(world, 'dora@new.example')).toEqual(
    expect.arrayContaining(['account.email_change_requested', 'account.email_changed']),
  )
})

it('only the last address that was asked for can be confirmed, and none that was given up', async () => {
  const browser = await verified(mailWorld, person('emil'))
  await ask(browser, 'one@new.example')
  await ask(browser, 'two@new.example')
  expect((await confirm(await lastTokenTo(mailWorld, 'one@new.example', 'confirm-email'))).status).toBe(410)
  const two = await lastTokenTo(mailWorld, 'two@new.example', 'confirm-email')
  expect((await browser.request(`${ACCOUNT}/pending-email`, { method: 'DELETE' })).status).toBe(204)
  expect((await account(browser)).pendingEmail).toBeNull()
  expect((await confirm(two)).status).toBe(410)
})

it('an address that somebody has is answered like any other, and nobody can take it', async () => {
  const { world } = mailWorld
  const browser = await verified(mailWorld, person('frieda'))
  const [taken, free] = [await ask(browser, ALICE.email), await ask(browser, 'free@new.example')]
  expect([taken.status, taken.body]).toEqual([200, { email: 'frieda@example.org', pendingEmail: ALICE.email }])
  expect([free.status, free.body]).toEqual([200, { email: 'frieda@example.org', pendingEmail: 'free@new.example' }])
  await tokensTo(mailWorld, ALICE.email, 'confirm-email', 0)
  // Taken between the mail and the click.
  const token = await lastTokenTo(mailWorld, 'free@new.example', 'confirm-email')
  await verified(mailWorld, { ...BOB, email: 'free@new.example' })
  expect((await confirm(token)).body).toMatchObject({ status: 409, code: 'conflict' })
  expect(await world.database.prisma.user.count({ where: { email: 'free@new.example' } })).toBe(1)
})

it('a changed password ends what waits: whoever had the old one may have asked for it', async () => {
  const gerd = person('gerd')
  const browser = await verified(mailWorld, gerd)
  await ask(browser, 'thief@new.example')
  const json = { currentPassword: gerd.password, newPassword: 'a new long password' }
  expect((await browser.request(`${ACCOUNT}/password`, { json })).status).toBe(204)
  expect((await confirm(await lastTokenTo(mailWorld, 'thief@new.example', 'confirm-email'))).status).toBe(410)
})

it('a deleted account is told so by mail', async () => {
  const hana = person('hana')
  const browser = await verified(mailWorld, hana)
  expect((await browser.request(`${ACCOUNT}/delete`, { json: { confirmation: hana.email } })).status).toBe(204)
  await mailsSent(mailWorld.world)
  expect(
    mailWorld.sink
      .mails()
      .filter(({ to }) => to.includes(hana.email))
      .at(-1)?.subject,
  ).toMatch(/deleted/i)
})
