import { ALICE, BOB, CHARLIE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  actionsOf,
  lastTokenTo,
  type MailWorld,
  mailsSent,
  RESEND,
  SESSION,
  SIGN_UP,
  shapeOf,
  signIn,
  startMailWorld,
  tokensTo,
  VERIFY,
  verified,
} from './account-steps.js'

let mailWorld: MailWorld
beforeAll(async () => {
  mailWorld = await startMailWorld()
  await verified(mailWorld, ALICE)
})
afterAll(() => mailWorld[Symbol.asyncDispose]())

const users = () => mailWorld.world.database.prisma.user
const person = (name: string) => ({ email: `${name}@example.org`, password: `${name} likes long words`, name })

it('no account exists before the address is proven; the browser that signed up needs no password again', async () => {
  const { world } = mailWorld
  const browser = world.nobody()
  const answer = await browser.request(SIGN_UP, { json: BOB })
  expect([answer.status, answer.body]).toEqual([201, { verification: { email: BOB.email } }])
  expect([...browser.cookies.keys()]).toEqual(['mointering_flow'])
  expect(await users().count({ where: { email: BOB.email } })).toBe(0)
  expect((await signIn(world.nobody(), BOB)).status).toBe(401)

  const token = await lastTokenTo(mailWorld, BOB.email, 'sign-up/verify')
  const finished = await browser.request(VERIFY, { json: { token } })
  expect([finished.status, finished.body]).toMatchObject([200, { user: { email: BOB.email, name: BOB.name } }])
  expect((await browser.request(SESSION)).body).toEqual(finished.body)
  expect(browser.cookies.has('mointering_flow')).toBe(false)
  expect((await users().findUniqueOrThrow({ where: { email: BOB.email } })).emailVerifiedAt).toBeInstanceOf(Date)
  expect(await actionsOf(world, BOB.email)).toContain('account.created')
  expect((await signIn(world.nobody(), BOB)).status).toBe(200)

  const again = await browser.request(VERIFY, { json: { token } })
  expect([again.status, again.body]).toMatchObject([410, { code: 'link_invalid' }])
})

it('a stranger who signs up with somebody’s address gets no account when that person opens the link', async () => {
  const { world } = mailWorld
  const stranger = world.nobody()
  const victim = world.nobody()
  const dora = person('dora')
  await stranger.request(SIGN_UP, { json: { ...dora, password: 'known to the stranger' } })
  const planted = await lastTokenTo(mailWorld, dora.email, 'sign-up/verify')
  await victim.request(SIGN_UP, { json: dora })
  const open = (password?: string) => victim.request(VERIFY, { json: { token: planted, password } })
  expect((await open()).body).toMatchObject({ code: 'invalid_input', issues: [{ path: 'password' }] })
  expect((await open(dora.password)).body).toMatchObject({ code: 'wrong_credentials' })
  expect(await users().count({ where: { email: dora.email } })).toBe(0)

  // Her own link works, and ends the stranger's for good.
  const own = await lastTokenTo(mailWorld, dora.email, 'sign-up/verify', 2)
  expect((await victim.request(VERIFY, { json: { token: own } })).status).toBe(200)
  expect((await stranger.request(VERIFY, { json: { token: planted } })).status).toBe(410)
  expect((await signIn(world.nobody(), { ...dora, password: 'known to the stranger' })).status).toBe(401)
})

it('another browser finishes with the password, which cannot be guessed there', async () => {
  const { world } = mailWorld
  const emil = person('emil')
  await world.nobody().request(SIGN_UP, { json: emil })
  const token = await lastTokenTo(mailWorld, emil.email, 'sign-up/verify')
  const attempt = (password: string) => world.nobody().request(VERIFY, { json: { token, password } })
  for (let n = 0; n < 5; n++) expect((await attempt('not the password')).status).toBe(401)
  const refused = await attempt(emil.password)
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.closeTo(60, -1)])

  const frieda = person('frieda')
  await world.nobody().request(SIGN_UP, { json: frieda })
  const link = await lastTokenTo(mailWorld, frieda.email, 'sign-up/verify')
  const finished = await world.nobody().request(VERIFY, { json: { token: link, password: frieda.password } })
  expect(finished.status).toBe(200)
})

it('a known address gets the same answer with the same cookies, and its owner a mail; nothing is made', async () => {
  const { world, sink } = mailWorld
  const before = await users().findUniqueOrThrow({ where: { email: ALICE.email } })
  const known = await world.nobody().request(SIGN_UP, { json: { ...CHARLIE, email: ALICE.email } })
  const unknown = await world.nobody().request(SIGN_UP, { json: { ...CHARLIE, email: 'ghost@example.org' } })
  const withoutEmail = (answer: typeof known) => ({ ...shapeOf(answer), body: null })
  expect(withoutEmail(known)).toEqual(withoutEmail(unknown))
  expect(known.body).toEqual({ verification: { email: ALICE.email } })
  await mailsSent(world)
  const told = sink.mails().filter(({ to }) => to.includes(ALICE.email))
  expect(told.at(-1)?.links.map((link) => new URL(link).pathname)).toEqual(
    expect.arrayContaining(['/sign-in', '/forgot-password']),
  )
  expect(told.at(-1)?.text).not.toContain('token=')
  expect(await users().findUniqueOrThrow({ where: { email: ALICE.email } })).toEqual(before)
})

it('sign-up and resending take the same time for addresses with and without an account', async () => {
  const { world } = mailWorld
  const timed = async (path: string, json: object) => {
    const startedAt = performance.now()
    await world.nobody().request(path, { json })
    return performance.now() - startedAt
  }
  for (const path of [SIGN_UP, RESEND]) {
    const known: number[] = []
    const unknown: number[] = []
    for (let n = 0; n < 5; n++) {
      const rest = path === SIGN_UP ? { password: CHARLIE.password, name: CHARLIE.name } : {}
      known.push(await timed(path, { email: ALICE.email, ...rest }))
      unknown.push(await timed(path, { email: `nobody-${n}@example.org`, ...rest }))
    }
    const ratio = Math.min(...known) / Math.min(...unknown)
    expect(ratio, path).toBeLessThan(1.5)
    expect(1 / ratio, path).toBeLessThan(1.5)
  }
})

it('the link can be sent again, and each of them finishes in the browser that signed up', async () => {
  const { world } = mailWorld
  const gerd = person('gerd')
  const browser = world.nobody()
  await browser.request(SIGN_UP, { json: gerd })
  const answers = [
    await browser.request(RESEND, { json: { email: gerd.email } }),
    await world.nobody().request(RESEND, { json: { email: ALICE.email } }),
    await world.nobody().request(RESEND, { json: { email: 'never-seen@example.org' } }),
  ]
  expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([204, '']))
  const [first, second] = await tokensTo(mailWorld, gerd.email, 'sign-up/verify', 2)
  expect((await browser.request(VERIFY, { json: { token: second } })).status).toBe(200)
  expect((await browser.request(VERIFY, { json: { token: first } })).status).toBe(410)
  await tokensTo(mailWorld, 'never-seen@example.org', 'sign-up/verify', 0)
})

it('of links to one address that are opened at once, exactly one makes the account', async () => {
  const { world } = mailWorld
  const hana = person('hana')
  const browsers = Array.from({ length: 4 }, () => world.nobody())
  for (const browser of browsers) await browser.request(SIGN_UP, { json: hana })
  const tokens = await tokensTo(mailWorld, hana.email, 'sign-up/verify', 4)
  const answers = await Promise.all(
    tokens.map((token, n) => browsers[n]?.request(VERIFY, { json: { token } }) ?? Promise.reject(new Error('none'))),
  )
  expect(answers.map(({ status }) => status).toSorted()[0]).toBe(200)
  for (const { status } of answers.toSorted((a, b) => a.status - b.status).slice(1))
    expect([409, 410]).toContain(status)
  expect(await users().count({ where: { email: hana.email } })).toBe(1)
})

it('a link is good for a day, and stands as a hash only', async () => {
  const { world } = mailWorld
  const ida = person('ida')
  const browser = world.nobody()
  await browser.request(SIGN_UP, { json: ida })
  const token = await lastTokenTo(mailWorld, ida.email, 'sign-up/verify')
  const stored = await world.database.prisma.accountToken.findMany({ where: { email: ida.email } })
  expect(JSON.stringify(stored)).not.toContain(token)
  expect(JSON.stringify(stored)).not.toContain(ida.password)
  expect(world.logged.join('\n')).not.toContain(token)
  world.clock.aheadMs = 24 * 3_600_000 + 1000
  expect((await browser.request(VERIFY, { json: { token } })).status).toBe(410)
  world.clock.aheadMs = 0
})
