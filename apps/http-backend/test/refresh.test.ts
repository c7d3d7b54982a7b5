import { sessionReply } from '@mointering/api-contract/http/accounts'
import type { Browser } from '@mointering/test-kit/people/browser'
import { ALICE, CHARLIE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'

const REFRESH = '/api/v1/auth/refresh'
const SESSION = '/api/v1/auth/session'

let world: ApiWorld
let browser: Browser
beforeAll(async () => {
  world = await startWorld()
  await world.signUp(ALICE)
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  browser = world.nobody()
  await browser.request('/api/v1/auth/sign-in', { json: { email: ALICE.email, password: ALICE.password } })
})

const refresh = (who: Browser) => who.request(REFRESH, { method: 'POST' })

/** As if the tokens that were used so far had been used that much earlier: their age is told by the database's clock. */
const later = (ms: number) =>
  world.database.pool.query(`update refresh_token set used_at = used_at - $1 * interval '1 ms'`, [ms])

it('a refresh exchanges the token, answers the session and keeps the CSRF token that other tabs hold', async () => {
  const before = new Map(browser.cookies)
  const answer = await refresh(browser)
  expect(answer.status).toBe(200)
  expect(sessionReply.parse(answer.body).user.email).toBe(ALICE.email)
  expect(browser.cookies.get('mointering_refresh')).not.toBe(before.get('mointering_refresh'))
  expect(browser.cookies.get('mointering_csrf')).toBe(before.get('mointering_csrf'))
  expect((await browser.request(SESSION)).status).toBe(200)
})

it('works when the access token is long gone', async () => {
  browser.cookies.delete('mointering_access')
  expect((await browser.request(SESSION)).status).toBe(401)
  expect((await refresh(browser)).status).toBe(200)
  expect((await browser.request(SESSION)).status).toBe(200)
})

it('a token that is used again later ends the session for the thief and for the owner', async () => {
  const thief = browser.copy()
  expect((await refresh(browser)).status).toBe(200)
  await later(10_500)
  const stolen = await refresh(thief)
  expect(stolen.status).toBe(401)
  expect([...thief.cookies.keys()]).toEqual(['mointering_device']) // lets nobody in
  expect((await browser.request(SESSION)).status).toBe(401)
  expect((await refresh(browser)).status).toBe(401)
  const revoked = await world.database.prisma.session.findFirst({ where: { revokedReason: 'reuse' } })
  expect(revoked?.revokedAt).toBeInstanceOf(Date)
})

it('a token of a far generation is reuse as well', async () => {
  const old = browser.copy()
  await refresh(browser)
  await refresh(browser)
  await later(60_000)
  await refresh(browser)
  expect((await refresh(old)).status).toBe(401)
  expect((await refresh(browser)).status).toBe(401)
})

it('ten tabs that refresh at once all stay signed in, and each successor works', async () => {
  const tabs = Array.from({ length: 10 }, () => browser.copy())
  const answers = await Promise.all(tabs.map(refresh))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(new Set(tabs.map((tab) => tab.cookies.get('mointering_refresh'))).size).toBe(10)
  await later(60_000)
  for (const tab of tabs) expect((await refresh(tab)).status).toBe(200)
})

it('a storm of 100 refreshes from 10 sessions signs nobody out', async () => {
  const sessions: Browser[] = []
  for (let n = 0; n < 10; n++) {
    const one = world.nobody()
    await one.request('/api/v1/auth/sign-in', { json: { email: ALICE.email, password: ALICE.password } })
    sessions.push(one)
  }
  const tabs = sessions.flatMap((one) => Array.from({ length: 10 }, () => one.copy()))
  const statuses = (await Promise.all(tabs.map(refresh))).map(({ status }) => status)
  expect(statuses).toEqual(Array(100).fill(200))
  const alive = await Promise.all(tabs.map(async (tab) => (await tab.request(SESSION)).status))
  expect(alive).toEqual(Array(100).fill(200))
})

it('a session that is always in use ends 90 days after its sign-in', async () => {
  try {
    for (const day of [25, 50, 75, 89]) {
      world.clock.aheadMs = day * 86_400_000
      expect((await refresh(browser)).status, `day ${day}`).toBe(200)
    }
    world.clock.aheadMs = 90 * 86_400_000 + 60_000
    expect((await browser.request(SESSION)).status).toBe(401)
    expect((await refresh(browser)).status).toBe(401)
  } finally {
    world.clock.aheadMs = 0
  }
})

it('reuse ends only its own family', async () => {
  const { browser: charlie } = await world.signUp(CHARLIE)
  const thief = browser.copy()
  await refresh(browser)
  await later(60_000)
  expect((await refresh(thief)).status).toBe(401)
  expect((await charlie.request(SESSION)).status).toBe(200)
})

it('what is no refresh token is 401 and takes the cookies away', async () => {
  const session = String(browser.cookies.get('mointering_refresh')).split('.')[0]
  for (const token of ['x', '', `${session}.guess`, '%00', 'a'.repeat(3000)]) {
    const tab = browser.copy()
    tab.cookies.delete('mointering_access')
    tab.cookies.set('mointering_refresh', token)
    expect((await refresh(tab)).status, token).toBe(401)
  }
  expect((await refresh(browser)).status).toBe(200)
})

it('tokens are stored as hashes only', async () => {
  const token = String(browser.cookies.get('mointering_refresh'))
  const rows = await world.database.prisma.refreshToken.findMany()
  expect(rows.length).toBeGreaterThan(0)
  for (const { tokenHash } of rows) {
    expect(tokenHash).toHaveLength(32)
    expect(Buffer.from(tokenHash).toString('base64url')).not.toContain(token.slice(-20))
  }
})
