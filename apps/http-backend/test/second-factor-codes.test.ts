import { sessionReply } from '@mointering/api-contract/http/accounts'
import { recoveryCodesReply, totpSetupReply } from '@mointering/api-contract/http/second-factors'
import type { Browser } from '@mointering/test-kit/people/browser'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'
import {
  actionsOf,
  addTotp,
  codeOf,
  halfSignedIn,
  newcomer,
  nextCodeOf,
  SESSION,
  SIGN_IN,
} from './second-factor-steps.js'

const TOTP = '/api/v1/account/totp'
const CONFIRM = `${TOTP}/confirm`
const RECOVERY_CODES = '/api/v1/account/recovery-codes'
const BY_TOTP = `${SIGN_IN}/totp`
const BY_RECOVERY_CODE = `${SIGN_IN}/recovery-code`

describe('setting one up', () => {
  let world: ApiWorld
  beforeAll(async () => {
    world = await startWorld({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  })
  afterAll(() => world[Symbol.asyncDispose]())

  it('is not in force before its first code, and is told by mail and log', async () => {
    const { browser, userId } = await newcomer(world, ALICE)
    const setup = totpSetupReply.parse((await browser.request(TOTP, { method: 'POST' })).body)
    expect(setup.uri).toContain(`secret=${setup.secret}`)
    const again = await world.nobody().request(SIGN_IN, { json: { email: ALICE.email, password: ALICE.password } })
    expect(sessionReply.safeParse(again.body).success).toBe(true)

    const wrong = codeOf(world, setup.secret, 10)
    expect((await browser.request(CONFIRM, { json: { code: wrong } })).body).toMatchObject({ code: 'wrong_code' })
    const code = codeOf(world, setup.secret)
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
    const { recoveryCodes } = recoveryCodesReply.parse(
      (await browser.request(CONFIRM, { json: { code: spaced } })).body,
    )
    expect(new Set(recoveryCodes).size).toBe(10)
    for (const one of recoveryCodes) expect(one).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/)
    expect(await actionsOf(world, userId)).toEqual(expect.arrayContaining(['totp.set_up', 'totp.enabled']))
    expect(await world.database.prisma.mail.count({ where: { recipient: ALICE.email } })).toBeGreaterThan(0)

    // The code that confirmed it signs nobody in.
    const half = await halfSignedIn(world, ALICE)
    expect((await half.request(BY_TOTP, { json: { code } })).status).toBe(401)
    // One that is in force is not replaced behind its owner's back.
    expect((await browser.request(TOTP, { method: 'POST' })).status).toBe(409)
    expect((await browser.request(CONFIRM, { json: { code: nextCodeOf(world, setup.secret) } })).status).toBe(409)
    // Other sessions stay.
    expect((await browser.request(SESSION)).status).toBe(200)
  })

  it('a setup that nobody confirms within 15 minutes is void; a newer one replaces it', async () => {
    const { browser } = await newcomer(world, BOB)
    const first = totpSetupReply.parse((await browser.request(TOTP, { method: 'POST' })).body)
    const second = totpSetupReply.parse((await browser.request(TOTP, { method: 'POST' })).body)
    expect((await browser.request(CONFIRM, { json: { code: codeOf(world, first.secret) } })).status).toBe(401)
    world.clock.aheadMs += 15 * 60_000 + 1
    expect((await browser.request(CONFIRM, { json: { code: codeOf(world, second.secret) } })).status).toBe(409)
  })

  it('wants a fresh proof of identity, as removing it and new codes do', async () => {
    const { browser } = await newcomer(world, {
      email: 'dora@example.org',
      password: 'dora likes long words',
      name: 'Dora',
    })
    await addTotp(world, browser)
    world.clock.aheadMs += 10 * 60_000 + 1
    for (const [method, path] of [
      ['POST', TOTP],
      ['DELETE', TOTP],
      ['POST', RECOVERY_CODES],
    ] as const) {
      const answer = await browser.request(path, { method })
      expect(answer.body, `${method} ${path}`).toMatchObject({ code: 'reauthentication_required' })
    }
  })
})

describe('guessing codes', () => {
  it('ends the sign-in after five, is seen in the account’s log, and then the right code does not help', async () => {
    await using world = await startWorld()
    const { browser, userId } = await newcomer(world, ALICE)
    const { secret } = await addTotp(world, browser)
    const half = await halfSignedIn(world, ALICE)
    const wrong = codeOf(world, secret, 10)
    for (let n = 0; n < 5; n++) expect((await half.request(BY_TOTP, { json: { code: wrong } })).status).toBe(401)
    const late = await half.request(BY_TOTP, { json: { code: nextCodeOf(world, secret) } })
    expect(late.body).toMatchObject({ code: 'not_signed_in' })
    const refused = (await actionsOf(world, userId)).filter((action) => action === 'account.second_factor_refused')
    expect(refused).toHaveLength(5)
  })

  it('at once gets no further than one by one', async () => {
    await using world = await startWorld()
    const { secret } = await addTotp(world, (await newcomer(world, ALICE)).browser)
    const half = await halfSignedIn(world, ALICE)
    const wrong = codeOf(world, secret, 10)
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => half.copy().request(BY_TOTP, { json: { code: wrong } })),
    )
    const codes = answers.map(({ body }) => String(Object(body).code))
    expect(codes.filter((code) => code === 'wrong_code')).toHaveLength(5)
    expect(codes.filter((code) => code === 'not_signed_in')).toHaveLength(4)
  })

  describe('by somebody who knows the password', () => {
    const limits = {
      secondFactorToAccount: { limit: 6, windowMs: 3_600_000 },
      secondFactorToAccountFromDevices: { limit: 3, windowMs: 3_600_000 },
    }
    let world: ApiWorld
    let owner: Browser
    let secret: string
    let recoveryCodes: string[]
    beforeEach(async () => {
      world = await startWorld({ rateLimits: limits })
      owner = (await newcomer(world, ALICE)).browser
      const added = await addTotp(world, owner)
      secret = added.secret
      recoveryCodes = added.recoveryCodes
    })
    afterEach(() => world[Symbol.asyncDispose]())

    const wrongCode = async (browser: Browser) =>
      Object((await browser.request(BY_TOTP, { json: { code: codeOf(world, secret, 10) } })).body).code
    async function useUpTheAccount(): Promise<Browser> {
      for (let n = 0; n < 6; n++) expect(await wrongCode(await halfSignedIn(world, ALICE))).toBe('wrong_code')
      const next = await halfSignedIn(world, ALICE)
      expect(await wrongCode(next)).toBe('rate_limited')
      return next
    }
    /** The owner comes back in a browser that they have used. */
    async function atHome(): Promise<Browser> {
      const { email, password } = ALICE
      await owner.request(SIGN_IN, { json: { email, password } })
      return owner
    }

    it('is limited for the account over all sign-ins, and says until when', async () => {
      const refused = await (await useUpTheAccount()).request(BY_TOTP, { json: { code: nextCodeOf(world, secret) } })
      expect(refused.body).toMatchObject({ code: 'rate_limited' })
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    })

    it('does not keep the owner out: a browser that they signed in with before has a count of its own', async () => {
      await useUpTheAccount()
      const answer = await (await atHome()).request(BY_TOTP, { json: { code: nextCodeOf(world, secret) } })
      expect(answer.status).toBe(200)
    })

    it('nor elsewhere, with a recovery code, which nobody guesses', async () => {
      const elsewhere = await useUpTheAccount()
      const answer = await elsewhere.request(BY_RECOVERY_CODE, { json: { code: recoveryCodes[0] } })
      expect(answer.status).toBe(200)
    })

    it('gets no device known by the password alone', async () => {
      const guesser = await halfSignedIn(world, ALICE)
      expect(guesser.cookies.has('mointering_device')).toBe(false)
      expect((await guesser.request(BY_TOTP, { json: { code: nextCodeOf(world, secret) } })).status).toBe(200)
      expect(guesser.cookies.has('mointering_device')).toBe(true)
    })

    it('is limited over all known devices, too', async () => {
      for (let n = 0; n < 3; n++) expect(await wrongCode(await atHome())).toBe('wrong_code')
      expect(await wrongCode(await atHome())).toBe('rate_limited')
      const unknown = await halfSignedIn(world, ALICE)
      expect((await unknown.request(BY_TOTP, { json: { code: nextCodeOf(world, secret) } })).status).toBe(200)
    })

    it('does not keep the owner from setting up another app', async () => {
      await useUpTheAccount()
      expect((await owner.request(TOTP, { method: 'DELETE' })).status).toBe(204)
      await addTotp(world, owner)
    })
  })
})

describe('recovery codes', () => {
  let world: ApiWorld
  let alice: Browser
  let userId: string
  let recoveryCodes: string[]
  beforeAll(async () => {
    world = await startWorld()
    const made = await newcomer(world, ALICE)
    alice = made.browser
    userId = made.userId
    recoveryCodes = (await addTotp(world, alice)).recoveryCodes
    await addTotp(world, (await newcomer(world, BOB)).browser)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const byCode = async (code: string | undefined, person = ALICE as typeof ALICE | typeof BOB) =>
    (await halfSignedIn(world, person)).request(BY_RECOVERY_CODE, { json: { code } })

  it('each is good for one sign-in, however it is typed', async () => {
    expect((await byCode(`  ${recoveryCodes[0]?.toUpperCase().replaceAll('-', ' ')} `)).status).toBe(200)
    expect((await byCode(recoveryCodes[0])).body).toMatchObject({ code: 'wrong_code' })
  })

  it('of several sign-ins at once with the same code one gets in', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => byCode(recoveryCodes[1])))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
  })

  it('another account’s are worthless', async () => {
    expect((await byCode(recoveryCodes[2], BOB)).status).toBe(401)
  })

  it('are stored as salted Argon2id, never as they are', async () => {
    const stored = await world.database.prisma.recoveryCode.findMany({ where: { usedAt: null } })
    expect(stored).toHaveLength(18)
    for (const { codeHash } of stored) expect(codeHash).toHaveLength(32)
  })

  it('a new set replaces the old one', async () => {
    const answer = await alice.request(RECOVERY_CODES, { method: 'POST' })
    const renewed = recoveryCodesReply.parse(answer.body).recoveryCodes
    expect(renewed).toHaveLength(10)
    expect((await byCode(recoveryCodes[3])).status).toBe(401)
    expect((await byCode(renewed[0])).status).toBe(200)
    expect(await actionsOf(world, userId)).toContain('recovery_codes.renewed')
  })

  it('go with the last second factor, and then the password is enough again', async () => {
    expect((await alice.request(TOTP, { method: 'DELETE' })).status).toBe(204)
    expect(await world.database.prisma.recoveryCode.count({ where: { userId } })).toBe(0)
    expect((await alice.request(RECOVERY_CODES, { method: 'POST' })).status).toBe(409)
    const answer = await world.nobody().request(SIGN_IN, { json: { email: ALICE.email, password: ALICE.password } })
    expect(sessionReply.safeParse(answer.body).success).toBe(true)
  })
})
