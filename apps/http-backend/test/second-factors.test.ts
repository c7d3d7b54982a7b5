import { secondFactorNeeded, sessionReply } from '@mointering/api-contract/http/accounts'
import { recoveryCodesReply, totpSetupReply } from '@mointering/api-contract/http/second-factors'
import type { Browser } from '@mointering/test-kit/people/browser'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
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

describe('an authenticator app', () => {
  let world: ApiWorld
  let alice: Browser
  let secret: string
  let recoveryCodes: string[]
  beforeAll(async () => {
    world = await startWorld({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
    alice = (await newcomer(world, ALICE)).browser
    const added = await addTotp(world, alice)
    secret = added.secret
    recoveryCodes = added.recoveryCodes
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const byTotp = (browser: Browser, code: string) => browser.request(BY_TOTP, { json: { code } })

  it('is asked for after the password: no session before it, and one after it', async () => {
    const browser = world.nobody()
    const first = await browser.request(SIGN_IN, { json: { email: ALICE.email, password: ALICE.password } })
    expect(first.status).toBe(200)
    const { secondFactor } = secondFactorNeeded.parse(first.body)
    expect(secondFactor.methods).toEqual(['totp', 'recoveryCode'])
    expect(Date.parse(secondFactor.expiresAt) - Date.now() - world.clock.aheadMs).toBeGreaterThan(9 * 60_000)
    expect(first.text).not.toMatch(/alice/i)
    expect(browser.cookies.has('mointering_access')).toBe(false)
    expect(browser.cookies.has('mointering_refresh')).toBe(false)
    expect((await browser.request(SESSION)).status).toBe(401)

    const second = await byTotp(browser, nextCodeOf(world, secret))
    expect(sessionReply.parse(second.body).user.email).toBe(ALICE.email)
    expect(browser.cookies.has('mointering_flow')).toBe(false)
    expect((await browser.request(SESSION)).status).toBe(200)
    const session = await world.database.prisma.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    expect(session.method).toBe('password')
    const entry = await world.database.prisma.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(entry).toMatchObject({ action: 'account.signed_in', actorName: ALICE.name })
    expect(JSON.stringify(entry.changes)).toContain('"totp"')
  })

  it('the cookie of the first factor opens nothing else, and cannot be used in place of a session', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const flow = String(browser.cookies.get('mointering_flow'))
    for (const path of [SESSION, '/api/v1/account/passkeys', '/api/v1/workspaces']) {
      const status = (await browser.request(path)).status
      expect([401, 404], path).toContain(status)
    }
    for (const path of [TOTP, RECOVERY_CODES, '/api/v1/auth/refresh', '/api/v1/account/passkeys/options']) {
      expect((await browser.request(path, { method: 'POST' })).status, path).toBe(401)
    }
    for (const cookie of ['mointering_access', 'mointering_refresh']) {
      const thief = world.nobody()
      thief.cookies.set(cookie, flow)
      expect((await thief.request(SESSION)).status).toBe(401)
      expect((await thief.request('/api/v1/auth/refresh', { method: 'POST' })).status).toBe(401)
    }
    const bearer = await world.nobody().request(SESSION, { headers: { Authorization: `Bearer ${flow}` } })
    expect(bearer.status).toBe(401)
  })

  it('a code is good once, and no older one is good after it', async () => {
    const code = nextCodeOf(world, secret)
    expect((await byTotp(await halfSignedIn(world, ALICE), code)).status).toBe(200)
    const again = await byTotp(await halfSignedIn(world, ALICE), code)
    expect([again.status, again.body]).toEqual([401, expect.objectContaining({ code: 'wrong_code' })])
    expect((await byTotp(await halfSignedIn(world, ALICE), codeOf(world, secret, -1))).status).toBe(401)
  })

  it('of several sign-ins at once with the same code one gets in', async () => {
    const browsers = await Promise.all(Array.from({ length: 4 }, () => halfSignedIn(world, ALICE)))
    const code = nextCodeOf(world, secret)
    const answers = await Promise.all(browsers.map((browser) => byTotp(browser, code)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401])
  })

  it('of one sign-in that is finished twice at once, one gets a session', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const code = nextCodeOf(world, secret)
    const answers = await Promise.all([
      byTotp(browser.copy(), code),
      browser.copy().request(BY_RECOVERY_CODE, { json: { code: recoveryCodes[9] } }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401])
  })

  it('a finished sign-in cannot be finished again, also not after sign-out', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const copy = browser.copy()
    expect((await byTotp(browser, nextCodeOf(world, secret))).status).toBe(200)
    expect((await byTotp(copy, nextCodeOf(world, secret))).body).toMatchObject({ code: 'not_signed_in' })
    expect((await browser.request('/api/v1/auth/sign-out', { method: 'POST' })).status).toBe(204)
    expect((await byTotp(copy, nextCodeOf(world, secret))).body).toMatchObject({ code: 'not_signed_in' })
  })

  it('each sign-in gets a session of its own: what a thief planted before is not it', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const planted = world.nobody()
    await planted.request(SIGN_IN, { json: { email: BOB.email, password: BOB.password } })
    for (const [name, value] of planted.cookies) browser.cookies.set(name, value)
    const before = new Map(browser.cookies)
    expect((await byTotp(browser, nextCodeOf(world, secret))).status).toBe(200)
    for (const name of ['mointering_access', 'mointering_refresh', 'mointering_csrf'])
      expect(browser.cookies.get(name), name).not.toBe(before.get(name))
    expect((await planted.request(SESSION)).status).toBe(401)
  })

  it('a sign-in that waits longer than ten minutes is over', async () => {
    const browser = await halfSignedIn(world, ALICE)
    world.clock.aheadMs += 10 * 60_000 + 1
    expect((await byTotp(browser, codeOf(world, secret))).body).toMatchObject({ code: 'not_signed_in' })
  })

  it('a changed password ends the sign-ins that began with the old one', async () => {
    const thief = await halfSignedIn(world, ALICE)
    const where = { email: ALICE.email }
    const { passwordHash } = await world.database.prisma.user.findUniqueOrThrow({ where })
    await world.database.prisma.user.update({ where, data: { passwordHash: '$argon2id$changed' } })
    expect((await byTotp(thief, nextCodeOf(world, secret))).body).toMatchObject({ code: 'not_signed_in' })
    await world.database.prisma.user.update({ where, data: { passwordHash } })
  })

  it('a password that is changed in the same moment leaves no session behind', async () => {
    const { email } = ALICE
    const thief = await halfSignedIn(world, ALICE)
    const { pool, prisma } = world.database
    const { passwordHash } = await prisma.user.findUniqueOrThrow({ where: { email } })
    const sessions = await prisma.session.count()
    const owner = await pool.connect()
    await owner.query('begin')
    await owner.query('select 1 from app_user where email = $1 for no key update', [email])
    const entering = byTotp(thief, nextCodeOf(world, secret))
    await vi.waitFor(async () => {
      const { rowCount } = await pool.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      expect(rowCount).toBe(1)
    })
    await owner.query('update app_user set password_hash = $2 where email = $1', [email, '$argon2id$changed'])
    await owner.query('commit')
    owner.release()
    expect((await entering).body).toMatchObject({ code: 'not_signed_in' })
    expect(await prisma.session.count()).toBe(sessions)
    expect(thief.cookies.has('mointering_access')).toBe(false)
    await prisma.user.update({ where: { email }, data: { passwordHash } })
  })

  it('a made-up cookie, and the cookie of another kind of flow, are nothing', async () => {
    const browser = world.nobody()
    browser.cookies.set('mointering_flow', 'a'.repeat(43))
    expect((await byTotp(browser, nextCodeOf(world, secret))).body).toMatchObject({ code: 'not_signed_in' })
    const other = world.nobody()
    await other.request(`${SIGN_IN}/passkey/options`, { method: 'POST' })
    expect(other.cookies.has('mointering_flow')).toBe(true)
    expect((await byTotp(other, codeOf(world, secret))).body).toMatchObject({ code: 'not_signed_in' })
  })

  it('another site’s page cannot send the code', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const headers = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
    const answer = await browser.request(BY_TOTP, { json: { code: nextCodeOf(world, secret) }, headers })
    expect(answer.body).toMatchObject({ code: 'csrf_failed' })
  })

  it('is stored sealed, and neither it nor a code is ever logged', async () => {
    const stored = await world.database.prisma.totp.findFirstOrThrow({ where: { confirmedAt: { not: null } } })
    expect(stored.secret).toMatch(/^sealed:v1:/)
    expect(stored.secret).not.toContain(secret)
    const logged = world.logged.join('\n')
    const entries = JSON.stringify(await world.database.prisma.auditEntry.findMany({ select: { changes: true } }))
    for (const text of [secret, ...recoveryCodes]) {
      expect(logged).not.toContain(text)
      expect(entries).not.toContain(text)
    }
  })
})

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
    const { browser } = await newcomer(world, { email: 'dora@example.org', password: 'dora dora dora', name: 'Dora' })
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

  it('is limited for the account over all sign-ins, for recovery codes too', async () => {
    await using world = await startWorld({ rateLimits: { secondFactorToAccount: { limit: 6, windowMs: 3_600_000 } } })
    const { browser } = await newcomer(world, ALICE)
    const { secret, recoveryCodes } = await addTotp(world, browser) // one use
    for (let n = 0; n < 5; n++) {
      const half = await halfSignedIn(world, ALICE)
      const answer = await half.request(BY_RECOVERY_CODE, { json: { code: 'abcd-efgh-jkmn' } })
      expect(answer.body).toMatchObject({ code: 'wrong_code' })
    }
    const half = await halfSignedIn(world, ALICE)
    const refused = await half.request(BY_TOTP, { json: { code: nextCodeOf(world, secret) } })
    expect(refused.body).toMatchObject({ code: 'rate_limited' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const byCode = await half.request(BY_RECOVERY_CODE, { json: { code: recoveryCodes[0] } })
    expect(byCode.status).toBe(429)
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
