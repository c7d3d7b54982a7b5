import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { describe, expect, it, vi } from 'vitest'
import { actionsOf, SIGN_IN, signIn } from './account-steps.js'
import { type ApiWorld, startWorld } from './api-world.js'

const behindProxy = { env: { TRUST_PROXY: '1' } }
const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } })
const addresses = Array.from({ length: 50 }, (_, n) => `192.0.2.${n + 1}`)

const WRONG: { email: string; password: string } = { email: ALICE.email, password: 'wrong' }

function guess(world: ApiWorld, address: string, { email, password } = WRONG) {
  return world.nobody().request(SIGN_IN, { json: { email, password }, ...from(address) })
}

it('500 guesses from 50 addresses cost the owner nothing on the device that the account knows', {
  timeout: 120_000,
}, async () => {
  await using world = await startWorld(behindProxy)
  const { browser: owner } = await world.signUp(ALICE)
  const statuses = new Map<number, number>()
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(addresses.map((address) => guess(world, address)))
    for (const { status, headers } of answers) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    }
  }
  // After a hundred failures of the account each further place has no more than what it had.
  expect(statuses.get(401)).toBeLessThanOrEqual(150)
  expect((statuses.get(401) ?? 0) + (statuses.get(429) ?? 0)).toBe(500)

  const home = await owner.request(SIGN_IN, { json: { email: ALICE.email, password: ALICE.password } })
  expect(home.status).toBe(200)
  // Also where an attacker sits in the same network and has used up its tries.
  const shared = await owner.request(SIGN_IN, {
    json: { email: ALICE.email, password: ALICE.password },
    ...from(addresses[0] ?? ''),
  })
  expect(shared.status).toBe(200)
  // And on a new device, from a place where nobody guessed, at the first try.
  expect((await guess(world, '198.51.100.7', ALICE)).status).toBe(200)
  expect((await guess(world, addresses[0] ?? '', ALICE)).status).toBe(429)
})

it('the wait grows with each wrong guess, a refused one costs nothing, and the right password ends it', async () => {
  // The limits hold by the cache's clock.
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    await using world = await startWorld({ ...behindProxy, cache: createInProcessCache() })
    await world.signUp(ALICE)
    const attempt = (password: string) => guess(world, '192.0.2.1', { email: ALICE.email, password })
    for (let n = 0; n < 5; n++) {
      const answer = await attempt('wrong')
      expect([answer.status, answer.headers.get('ratelimit-remaining')]).toEqual([401, String(4 - n)])
    }
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      for (let n = 0; n < 3; n++) {
        const refused = await attempt(ALICE.password)
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, String(minutes * 60)])
        expect(refused.body).toMatchObject({
          code: 'rate_limited',
          detail: expect.stringContaining(`${minutes * 60} s`),
        })
      }
      vi.setSystemTime(Date.now() + minutes * 60_000)
      expect((await attempt('wrong')).status).toBe(401)
    }
    vi.setSystemTime(Date.now() + 15 * 60_000)
    expect((await attempt(ALICE.password)).status).toBe(200)
    for (let n = 0; n < 5; n++) expect((await attempt('wrong')).status).toBe(401)
  } finally {
    vi.useRealTimers()
  }
})

it('of many guesses at once no more are judged than one after the other', async () => {
  await using world = await startWorld(behindProxy)
  await world.signUp(ALICE)
  const answers = await Promise.all(Array.from({ length: 40 }, () => guess(world, '192.0.2.1')))
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(35)
})

describe('a device', () => {
  it('is slowed by its own guesses alone, and is known to the accounts that signed in there', async () => {
    await using world = await startWorld(behindProxy)
    const { browser } = await world.signUp(ALICE)
    await world.signUp(BOB)
    for (let n = 0; n < 5; n++) expect((await signIn(browser, { ...ALICE, password: 'wrong' })).status).toBe(401)
    expect((await signIn(browser, ALICE)).status).toBe(429)
    expect((await signIn(world.nobody(), ALICE)).status).toBe(200)
    expect((await signIn(browser, BOB)).status).toBe(200)
    expect(browser.cookies.get('mointering_device')?.split('.')).toHaveLength(3)
  })

  it('cannot be made up, nor made one of another account', async () => {
    await using world = await startWorld(behindProxy)
    const { browser: alice } = await world.signUp(ALICE)
    const { browser: bob } = await world.signUp(BOB)
    const known = alice.cookies.get('mointering_device') ?? ''
    const [id = '', tag = ''] = known.split('.')
    const [otherId = '', otherTag = ''] = (bob.cookies.get('mointering_device') ?? '').split('.')
    for (let n = 0; n < 5; n++) await guess(world, '192.0.2.9')
    const withCookie = (cookie: string) => {
      const browser = world.nobody()
      browser.cookies.set('mointering_device', cookie)
      const json = { email: ALICE.email, password: ALICE.password }
      return browser.request(SIGN_IN, { json, ...from('192.0.2.9'), withoutCsrf: true })
    }
    const forged = [
      `${otherId}.${tag}`,
      `${id}.${otherTag}`,
      `${otherId}.${otherTag}`,
      id,
      `${id}.`,
      'x',
      `${known}.${'a'.repeat(500)}`,
    ]
    for (const cookie of forged) expect((await withCookie(cookie)).status, cookie).toBe(429)
    expect((await withCookie(known)).status).toBe(200)
    // It lets nobody in and names nobody.
    expect(known).not.toContain('alice')
    const empty = world.nobody()
    empty.cookies.set('mointering_device', known)
    expect((await empty.request('/api/v1/auth/session')).status).toBe(401)
  })
})

it('the owner sees failed sign-ins, but not each of a flood; an address without an account leaves no trace', async () => {
  await using world = await startWorld(behindProxy)
  await world.signUp(ALICE)
  for (const address of addresses.slice(0, 12)) await guess(world, address)
  await guess(world, '192.0.2.1', { email: 'nobody@example.org', password: 'wrong' })
  await vi.waitFor(async () => {
    const failed = (await actionsOf(world, ALICE.email)).filter((action) => action === 'account.sign_in_failed')
    expect(failed).toHaveLength(5)
  })
  const entries = await world.database.prisma.auditEntry.findMany({ where: { action: 'account.sign_in_failed' } })
  expect(entries).toHaveLength(5)
  expect(entries[0]).toMatchObject({ ipAddress: '192.0.2.1', actorKind: 'system' })
})
