import { accountSessionsReply } from '@mointering/api-contract/http/account'
import { auditLogReply } from '@mointering/api-contract/http/audit-log'
import type { Browser } from '@mointering/test-kit/people/browser'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ACCOUNT, actionsOf, SESSION, signIn } from './account-steps.js'
import { type ApiWorld, startWorld } from './api-world.js'

let world: ApiWorld
let alice: Browser
beforeEach(async () => {
  world = await startWorld()
  alice = (await world.signUp(ALICE)).browser
})
afterEach(() => world[Symbol.asyncDispose]())

const sessionsOf = async (browser: Browser) =>
  accountSessionsReply.parse((await browser.request(`${ACCOUNT}/sessions`)).body).items
const refresh = (browser: Browser) => browser.request('/api/v1/auth/refresh', { method: 'POST' })

it('signing in again ends the session that this browser had, and no other one', async () => {
  const elsewhere = world.nobody()
  await signIn(elsewhere, ALICE)
  const before = alice.copy()
  for (let n = 0; n < 3; n++) expect((await signIn(alice, ALICE)).status).toBe(200)
  expect(await sessionsOf(alice)).toHaveLength(2)
  expect((await elsewhere.request(SESSION)).status).toBe(200)
  expect((await before.request(SESSION)).status).toBe(401)
  expect((await refresh(before)).status).toBe(401)
  const replaced = (await actionsOf(world, ALICE.email)).filter((action) => action === 'session.replaced')
  expect(replaced).toHaveLength(3)
  // A token of an ended session that comes again is no theft of the new one.
  expect((await alice.request(SESSION)).status).toBe(200)
})

it('also when only the refresh token is left of it, and when somebody else signs in there', async () => {
  const before = alice.copy()
  alice.cookies.delete('mointering_access')
  expect((await signIn(alice, ALICE)).status).toBe(200)
  expect((await before.request(SESSION)).status).toBe(401)
  const ofAlice = alice.copy()
  await world.signUp(BOB)
  expect((await signIn(alice, BOB)).status).toBe(200)
  expect((await ofAlice.request(SESSION)).status).toBe(401)
  expect((await alice.request(SESSION)).body).toMatchObject({ user: { email: BOB.email } })
})

it('a sign-in that is refused ends nothing, and neither do made-up cookies', async () => {
  expect((await signIn(alice, { ...ALICE, password: 'wrong' })).status).toBe(401)
  expect((await alice.request(SESSION)).status).toBe(200)
  const [{ id = '' } = {}] = await sessionsOf(alice)
  const forger = world.nobody()
  forger.cookies.set('mointering_refresh', `${id}.${'a'.repeat(43)}`)
  forger.cookies.set('mointering_access', `${alice.cookies.get('mointering_access')?.slice(0, -4)}AAAA`)
  await world.signUp(BOB)
  const json = { email: BOB.email, password: BOB.password }
  expect((await forger.request('/api/v1/auth/sign-in', { json, withoutCsrf: true })).status).toBe(200)
  expect((await alice.request(SESSION)).status).toBe(200)
})

it('signing out stands in one’s activity, once', async () => {
  const before = alice.copy()
  await signIn(before, ALICE)
  const signOut = () => before.copy().request('/api/v1/auth/sign-out', { method: 'POST' })
  expect((await Promise.all([signOut(), signOut()])).map(({ status }) => status)).toEqual([204, 204])
  const again = world.nobody()
  await signIn(again, ALICE)
  const { items } = auditLogReply.parse((await again.request(`${ACCOUNT}/activity`)).body)
  const ended = items.filter(({ action }) => action === 'account.signed_out')
  expect(ended).toHaveLength(1)
  expect(ended[0]).toMatchObject({ actor: { kind: 'user', name: ALICE.name }, object: { kind: 'session' } })
  expect(ended[0]?.requestId).not.toBeNull()
})
