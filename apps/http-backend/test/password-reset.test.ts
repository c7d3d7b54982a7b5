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
  SIGN_IN,
  shapeOf,
  signIn,
  startMailWorld,
  tokensTo,
  verified,
} from './account-steps.js'
import { startWorld } from './api-world.js'
import { addTotp } from './second-factor-steps.js'

let mailWorld: MailWorld
beforeAll(async () => {
  mailWorld = await startMailWorld()
  await verified(mailWorld, ALICE)
})
afterAll(() => mailWorld[Symbol.asyncDispose]())

const person = (name: string) => ({ email: `${name}@example.org`, password: `${name} likes long words`, name })
const forgot = (email: string) => mailWorld.world.nobody().request(FORGOT, { json: { email } })
const reset = (token: string, password: string) =>
  mailWorld.world.nobody().request(RESET, { json: { token, password } })

it('the link sets a password once, ends all sessions, and signs nobody in', async () => {
  const { world, sink } = mailWorld
  const dora = person('dora')
  const browser = await verified(mailWorld, dora)
  const elsewhere = world.nobody()
  await signIn(elsewhere, dora)
  expect((await forgot(dora.email)).status).toBe(204)
  const token = await lastTokenTo(mailWorld, dora.email, 'reset-password')
  const answer = await reset(token, 'a new long password')
  expect([answer.status, answer.text]).toEqual([204, ''])
  expect(answer.headers.getSetCookie().every((line) => line.includes('Max-Age=0'))).toBe(true)
  for (const old of [browser, elsewhere]) {
    expect((await old.request(SESSION)).status).toBe(401)
    expect((await old.request('/api/v1/auth/refresh', { method: 'POST' })).status).toBe(401)
  }
  expect((await signIn(world.nobody(), dora)).status).toBe(401)
  expect((await signIn(world.nobody(), { ...dora, password: 'a new long password' })).status).toBe(200)
  expect((await reset(token, 'another long password')).body).toMatchObject({ status: 410, code: 'link_invalid' })
  expect(await actionsOf(world, dora.email)).toEqual(
    expect.arrayContaining(['account.password_reset_requested', 'account.password_reset']),
  )
  await mailsSent(world)
  expect(sink.mails().some(({ to, subject }) => to.includes(dora.email) && /password/i.test(subject))).toBe(true)
})

it('does not get past the second factor, nor lets a sign-in go on that the old password began', async () => {
  const { world } = mailWorld
  const emil = person('emil')
  const browser = await verified(mailWorld, emil)
  await addTotp(world, browser)
  const thief = world.nobody()
  expect((await signIn(thief, emil)).body).toMatchObject({
    secondFactor: { methods: expect.arrayContaining(['totp']) },
  })
  await forgot(emil.email)
  await reset(await lastTokenTo(mailWorld, emil.email, 'reset-password'), 'a new long password')
  const next = await signIn(world.nobody(), { ...emil, password: 'a new long password' })
  expect(next.body).toMatchObject({ secondFactor: {} })
  const goesOn = await thief.request(`${SIGN_IN}/recovery-code`, { json: { code: 'aaaaa-aaaaa' } })
  expect(goesOn.body).toMatchObject({ code: 'not_signed_in' })
})

it('every link stands until one is used, whoever asked for it; all others end with it', async () => {
  const gerd = person('gerd')
  await verified(mailWorld, gerd)
  await forgot(gerd.email)
  await forgot(gerd.email)
  const [first = '', second = ''] = await tokensTo(mailWorld, gerd.email, 'reset-password', 2)
  expect((await reset(first, 'a new long password')).status).toBe(204)
  expect((await reset(second, 'a stranger’s password')).status).toBe(410)
})

it('of several uses of one link at once exactly one counts', async () => {
  const { world } = mailWorld
  const hana = person('hana')
  await verified(mailWorld, hana)
  await forgot(hana.email)
  const token = await lastTokenTo(mailWorld, hana.email, 'reset-password')
  const passwords = Array.from({ length: 4 }, (_, n) => `new password number ${n}`)
  const answers = await Promise.all(passwords.map((password) => reset(token, password)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 410, 410, 410])
  const winner = passwords[answers.findIndex(({ status }) => status === 204)] ?? ''
  expect((await signIn(world.nobody(), { ...hana, password: winner })).status).toBe(200)
})

it('a link is good for an hour, is no link of another kind, and a change of the password ends it', async () => {
  const { world } = mailWorld
  const ida = person('ida')
  const browser = await verified(mailWorld, ida)
  await forgot(ida.email)
  const token = await lastTokenTo(mailWorld, ida.email, 'reset-password')
  for (const path of ['/api/v1/auth/email/confirm', '/api/v1/auth/sign-up/verify'])
    expect((await world.nobody().request(path, { json: { token } })).status).toBe(410)
  world.clock.aheadMs = 3_600_000 + 1000
  expect((await reset(token, 'a new long password')).status).toBe(410)
  world.clock.aheadMs = 0
  const json = { currentPassword: ida.password, newPassword: 'a new long password' }
  expect((await browser.request(`${ACCOUNT}/password`, { json })).status).toBe(204)
  expect((await reset(token, 'one more long password')).status).toBe(410)
})

it('says nothing about which addresses have accounts, in text, status, headers or time', async () => {
  const timed = async (email: string) => {
    const startedAt = performance.now()
    const answer = await forgot(email)
    return { shape: shapeOf(answer), ms: performance.now() - startedAt }
  }
  const known: number[] = []
  const unknown: number[] = []
  for (let n = 0; n < 4; n++) {
    const [one, other] = [await timed(ALICE.email), await timed(`nobody-${n}@example.org`)]
    expect(one.shape).toEqual(other.shape)
    known.push(one.ms)
    unknown.push(other.ms)
  }
  const ratio = Math.min(...known) / Math.min(...unknown)
  expect(Math.max(ratio, 1 / ratio)).toBeLessThan(1.3)
  await tokensTo(mailWorld, 'nobody-0@example.org', 'reset-password', 0)
})

it('a mailbox cannot be flooded, and the refusal is the same for an address without an account', async () => {
  const limit = { limit: 3, windowMs: 60_000 }
  await using strict = await startMailWorld({ rateLimits: { mailToAccountFromAddress: limit } })
  await verified(strict, BOB)
  for (const email of [BOB.email, 'nobody@example.org']) {
    const ask = () => strict.world.nobody().request(FORGOT, { json: { email } })
    const statuses: number[] = []
    for (let n = 0; n < 4; n++) statuses.push((await ask()).status)
    // Signing up counted as well.
    expect(statuses).toEqual(email === BOB.email ? [204, 204, 429, 429] : [204, 204, 204, 429])
  }
})

it('without mail it says how a link is made, whatever the address', async () => {
  await using world = await startWorld()
  await world.signUp(ALICE)
  for (const email of [ALICE.email, 'nobody@example.org']) {
    const answer = await world.nobody().request(FORGOT, { json: { email } })
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('mointering reset-password')])
  }
})
