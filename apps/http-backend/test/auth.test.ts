import { sessionReply } from '@mointering/api-contract/http/accounts'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'

const SIGN_UP = '/api/v1/auth/sign-up'
const SIGN_IN = '/api/v1/auth/sign-in'
const SIGN_OUT = '/api/v1/auth/sign-out'
const SESSION = '/api/v1/auth/session'

describe('accounts', () => {
  let world: ApiWorld
  beforeAll(async () => {
    world = await startWorld()
    await world.signUp(ALICE)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  it('sign-up answers 201 with the session, a first workspace, and works without a token for a tool that is no browser', async () => {
    const browser = world.nobody()
    const answer = await browser.request(SIGN_UP, { json: { ...BOB, email: ' Bob@Example.ORG ' } })
    expect(answer.status).toBe(201)
    expect(sessionReply.parse(answer.body)).toMatchObject({
      user: { email: 'bob@example.org', name: BOB.name },
      workspaces: [
        { role: 'owner', name: "Bob Berg's workspace", slug: expect.stringMatching(/^bob-berg-[a-z0-9]{6}$/) },
      ],
    })
    expect((await browser.request(SESSION)).body).toEqual(answer.body)
  })

  it('cookies are out of reach of scripts and of other sites', async () => {
    const { headers } = await world
      .nobody()
      .request(SIGN_IN, { json: { email: ALICE.email, password: ALICE.password } })
    const cookies = headers.getSetCookie()
    expect(cookies.map((cookie) => cookie.split('=')[0]).toSorted()).toEqual([
      'mointering_access',
      'mointering_csrf',
      'mointering_device',
      'mointering_refresh',
    ])
    for (const cookie of cookies) expect(cookie).toMatch(/; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  it('over https cookies are Secure and bound to the host', async () => {
    await using secure = await startWorld({ env: { PUBLIC_URL: 'https://mointering.example' } })
    const { headers } = await secure.nobody().request(SIGN_UP, { json: ALICE })
    const cookies = headers.getSetCookie()
    expect(cookies).toHaveLength(4)
    for (const cookie of cookies) expect(cookie).toMatch(/^__Host-.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(headers.get('strict-transport-security')).toContain('max-age=')
  })

  it('an address that has an account is refused, in any case of its letters', async () => {
    const answer = await world.nobody().request(SIGN_UP, { json: { ...ALICE, email: 'ALICE@example.org' } })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'conflict', issues: [{ path: 'email' }] })
  })

  it('an unknown address and a wrong password get the same answer after the same work', async () => {
    const attempt = async (email: string) => {
      const startedAt = performance.now()
      const { status, body } = await world.nobody().request(SIGN_IN, { json: { email, password: 'not the password' } })
      return { status, body: { ...Object(body), requestId: '' }, ms: performance.now() - startedAt }
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 4; round++) {
      const wrong = await attempt(ALICE.email)
      const nobody = await attempt('nobody@example.org')
      expect(wrong.status).toBe(401)
      expect({ ...nobody, ms: 0 }).toEqual({ ...wrong, ms: 0 })
      known.push(wrong.ms)
      unknown.push(nobody.ms)
    }
    // Without the work for nobody this ratio is about 10.
    expect(Math.min(...known) / Math.min(...unknown)).toBeLessThan(3)
    expect(Math.min(...unknown) / Math.min(...known)).toBeLessThan(3)
  })

  it('after sign-out no copy of the cookies works any more', async () => {
    const browser = world.nobody()
    await browser.request(SIGN_IN, { json: { email: ALICE.email, password: ALICE.password } })
    const copy = browser.copy()
    expect((await copy.request(SESSION)).status).toBe(200)
    expect((await browser.request(SIGN_OUT, { method: 'POST' })).status).toBe(204)
    expect([...browser.cookies.keys()]).toEqual(['mointering_device']) // lets nobody in
    expect((await copy.request(SESSION)).status).toBe(401)
    expect((await copy.request('/api/v1/auth/refresh', { method: 'POST' })).status).toBe(401)
    expect((await world.nobody().request(SIGN_OUT, { method: 'POST' })).status).toBe(204)
  })

  it('a session ends 30 days after its last use', async () => {
    const browser = world.nobody()
    await browser.request(SIGN_IN, { json: { email: ALICE.email, password: ALICE.password } })
    world.clock.aheadMs = 31 * 86_400_000
    expect((await browser.request(SESSION)).status).toBe(401)
    expect((await browser.copy().request('/api/v1/auth/refresh', { method: 'POST' })).status).toBe(401)
    world.clock.aheadMs = 0
  })

  it('a password is never stored or logged', async () => {
    const { passwordHash } = await world.database.prisma.user.findUniqueOrThrow({ where: { email: ALICE.email } })
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(world.logged.join('\n')).not.toContain(ALICE.password)
  })
})

describe('access tokens', () => {
  it('are refused when forged, of another algorithm, or signed by another installation', async () => {
    await using world = await startWorld()
    await using other = await startWorld({ env: { ENCRYPTION_KEY: 'cd'.repeat(32) } })
    const { browser } = await world.signUp(ALICE)
    const good = String(browser.cookies.get('mointering_access'))
    const [head, payload, signature] = good.split('.')
    const otherSignature = `${signature?.startsWith('A') ? 'B' : 'A'}${signature?.slice(1)}`
    const foreign = String((await other.signUp(ALICE)).browser.cookies.get('mointering_access'))
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const bad = [
      `${none}.${payload}.`,
      `${head}.${payload}.${otherSignature}`,
      foreign,
      '..',
      'x',
      `${head}.${payload}`,
    ]
    for (const token of bad) {
      browser.cookies.set('mointering_access', token)
      expect((await browser.request(SESSION)).status, token).toBe(401)
    }
    browser.cookies.set('mointering_access', good)
    expect((await browser.request(SESSION)).status).toBe(200)
  })
})

describe('SIGN_UP=closed', () => {
  it('takes the first person and nobody after, also when several come at once', async () => {
    await using world = await startWorld({ env: { SIGN_UP: 'closed' } })
    const people = Array.from({ length: 5 }, (_, n) => ({ ...ALICE, email: `p${n}@example.org` }))
    const answers = await Promise.all(people.map((json) => world.nobody().request(SIGN_UP, { json })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403, 403])
    expect((await world.nobody().request(SIGN_UP, { json: BOB })).body).toMatchObject({ code: 'sign_up_closed' })
  })
})

describe('rate limits', () => {
  it('say what is left, refuse with Retry-After, and are lifted for an account by success', async () => {
    await using world = await startWorld({ rateLimits: { signInToAccountFromAddress: { limit: 3, windowMs: 60_000 } } })
    await world.signUp(ALICE)
    const attempt = (password: string) => world.nobody().request(SIGN_IN, { json: { email: ALICE.email, password } })
    expect((await attempt('wrong')).headers.get('ratelimit-remaining')).toBe('2')
    expect((await attempt('wrong')).status).toBe(401)
    expect((await attempt(ALICE.password)).status).toBe(200)
    for (let n = 0; n < 3; n++) expect((await attempt('wrong')).status).toBe(401)
    const refused = await attempt(ALICE.password)
    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({ code: 'rate_limited' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50)
    expect(refused.headers.get('ratelimit-limit')).toBe('3')
  })
})
