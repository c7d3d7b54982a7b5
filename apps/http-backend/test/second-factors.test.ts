import { secondFactorNeeded, sessionReply } from '@mointering/api-contract/http/accounts'
import type { Browser } from '@mointering/test-kit/people/browser'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'
import { addTotp, codeOf, halfSignedIn, newcomer, nextCodeOf, SESSION, SIGN_IN } from './second-factor-steps.js'

const TOTP = '/api/v1/account/totp'
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
    const { browser: planted } = await newcomer(world, BOB)
    for (const [name, value] of planted.cookies) browser.cookies.set(name, value)
    const before = new Map(browser.cookies)
    expect((await byTotp(browser, nextCodeOf(world, secret))).status).toBe(200)
    for (const name of ['mointering_access', 'mointering_refresh', 'mointering_csrf'])
      expect(browser.cookies.get(name), name).not.toBe(before.get(name))
    expect(sessionReply.parse((await browser.request(SESSION)).body).user.email).toBe(ALICE.email)
    // The one before it is over, as no browser holds it any more that should.
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
