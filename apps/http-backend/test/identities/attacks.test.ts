import type { Browser } from '@mointering/test-kit/people/browser'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ADA, type ProviderWorld, pathOf, startProviderWorld } from './provider-world.js'

let world: ProviderWorld
beforeAll(async () => {
  world = await startProviderWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.reset()
  world.oidc.people.set(ADA.sub, ADA)
  world.google.people.set(ADA.sub, ADA)
})

const FAILED = '/sign-in?problem=failed'
const EXPIRED = '/sign-in?problem=expired'

/** Ada has signed in at the provider; the address that her browser is sent to. */
async function sentBack(browser: Browser): Promise<URL> {
  return world.oidc.signIn(await world.begin(browser, 'oidc'), ADA.sub)
}
const openAt = async (browser: Browser, url: URL) => pathOf(await world.comeBack(browser, url))
async function expectNobody(browser: Browser): Promise<void> {
  expect((await browser.request('/api/v1/auth/session')).status).toBe(401)
  expect(await world.api.database.prisma.user.count()).toBe(0)
}

describe('an answer that was tampered with', () => {
  it.each([
    ['state', 'x'.repeat(43)],
    ['state', null],
    ['code', 'x'.repeat(43)],
    ['code', null],
    ['iss', 'https://evil.example'],
    ['iss', null],
  ])('is refused: %s is %s', async (parameter, value) => {
    const browser = world.api.nobody()
    const url = await sentBack(browser)
    if (value === null) url.searchParams.delete(parameter)
    else url.searchParams.set(parameter, value)
    expect(await openAt(browser, url)).toBe(FAILED)
    await expectNobody(browser)
  })

  it('is refused when the nonce is not the one that was asked for', async () => {
    const browser = world.api.nobody()
    const start = new URL(await world.begin(browser, 'oidc'))
    start.searchParams.set('nonce', 'of-another-request')
    expect(await openAt(browser, await world.oidc.signIn(start.href, ADA.sub))).toBe(FAILED)
    await expectNobody(browser)
  })

  it('is refused when the code was asked for with another PKCE challenge', async () => {
    const browser = world.api.nobody()
    const start = new URL(await world.begin(browser, 'oidc'))
    start.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
    expect(await openAt(browser, await world.oidc.signIn(start.href, ADA.sub))).toBe(FAILED)
    await expectNobody(browser)
  })

  it('is refused when the ID token is signed with another key', async () => {
    await using own = await startProviderWorld() // the API remembers the keys that it has seen
    own.oidc.people.set(ADA.sub, ADA)
    const browser = own.api.nobody()
    const url = await own.oidc.signIn(await own.begin(browser, 'oidc'), ADA.sub)
    own.oidc.publishOtherKeys()
    expect(pathOf(await own.comeBack(browser, url))).toBe(FAILED)
    expect(await own.api.database.prisma.user.count()).toBe(0)
  })
})

describe('an answer in the wrong place', () => {
  it('is refused a second time', async () => {
    const browser = world.api.nobody()
    const url = await sentBack(browser)
    expect(await openAt(browser, url)).toBe('/monitors')
    expect(await openAt(browser, url)).toBe(EXPIRED)
  })

  it('is taken once, of several at once', async () => {
    const browser = world.api.nobody()
    const url = await sentBack(browser)
    const paths = await Promise.all([browser.copy(), browser.copy(), browser.copy()].map((copy) => openAt(copy, url)))
    expect(paths.toSorted()).toEqual(['/monitors', EXPIRED, EXPIRED])
  })

  it('is refused in a browser that began nothing', async () => {
    const url = await sentBack(world.api.nobody())
    const other = world.api.nobody()
    expect(await openAt(other, url)).toBe(EXPIRED)
    await expectNobody(other)
  })

  it('is refused in a browser that began something else, and does not spoil that', async () => {
    const [attacker, victim] = [world.api.nobody(), world.api.nobody()]
    const ofAttacker = await sentBack(attacker)
    const ofVictim = await sentBack(victim)
    expect(await openAt(victim, ofAttacker)).toBe(FAILED)
    expect(await openAt(victim, ofVictim)).toBe('/monitors')
  })

  it('is refused at the callback of another provider', async () => {
    const browser = world.api.nobody()
    const url = await sentBack(browser)
    url.pathname = url.pathname.replace('/oidc/', '/google/')
    expect(await openAt(browser, url)).toBe(FAILED)
    await expectNobody(browser)
  })

  it('of another provider is refused although state and callback are right', async () => {
    const browser = world.api.nobody()
    const atGoogle = new URL(await world.begin(browser, 'google'))
    const state = atGoogle.searchParams.get('state') ?? ''
    const elsewhere = await sentBack(world.api.nobody())
    elsewhere.pathname = elsewhere.pathname.replace('/oidc/', '/google/')
    elsewhere.searchParams.set('state', state)
    expect(await openAt(browser, elsewhere)).toBe(FAILED)
    await expectNobody(browser)
  })

  it('is refused after ten minutes', async () => {
    const browser = world.api.nobody()
    const url = await sentBack(browser)
    world.api.clock.aheadMs += 10 * 60_000 + 1
    expect(await openAt(browser, url)).toBe(EXPIRED)
  })
})

it.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  '/sign-in?next=/',
  '/api/v1/auth/session',
])('next does not lead astray: %j', async (next) => {
  const browser = world.api.nobody()
  expect(await world.signIn(browser, ADA, `?next=${encodeURIComponent(next)}`)).toBe('/monitors')
})

it('next is text in the page, not markup', async () => {
  const browser = world.api.nobody()
  const path = await world.signIn(browser, ADA, `?next=${encodeURIComponent('/monitors?q="><script>1</script>')}`)
  expect(path).not.toMatch(/[<>"]/)
})

it.each([`state=${'x'.repeat(501)}`, `code=${'x'.repeat(4001)}`, 'state=a&state=b', 'state=%00', 'error=%ff%00', ''])(
  'a callback that is garbled leads to a page that says so, and not to JSON: %j',
  async (query) => {
    const browser = world.api.nobody()
    await world.begin(browser, 'oidc')
    const url = new URL(`/api/v1/auth/providers/oidc/callback?${query}`, world.api.url)
    const answer = await browser.request(`${url.pathname}${url.search}`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.text).toContain(`content="0;url=${FAILED}"`)
    await expectNobody(browser)
  },
)

it.each(['intent=x', `next=${'x'.repeat(2001)}`, 'next=%00'])(
  'neither does a start that is garbled: %j',
  async (query) => {
    const answer = await world.api.nobody().open(`/api/v1/auth/providers/oidc/start?${query}`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, FAILED])
    expect(answer.headers.getSetCookie()).toEqual([])
  },
)

it('another site cannot send a browser to a provider', async () => {
  const alice = world.api.nobody()
  for (const site of ['cross-site', 'same-site']) {
    for (const intent of ['sign-in', 'link']) {
      const headers = { 'sec-fetch-site': site }
      const path = `/api/v1/auth/providers/oidc/start?intent=${intent}`
      const response = await alice.open(path, { redirect: 'manual', headers })
      expect(response.headers.get('location')).toMatch(/^\/(sign-in|account\/security)\?problem=failed$/)
      expect(response.headers.getSetCookie().join()).not.toContain('mointering_flow')
    }
  }
})

it('a provider that is away is a problem that is named, and no error', async () => {
  await using own = await startProviderWorld() // the API remembers the addresses that it has asked for
  own.oidc.people.set(ADA.sub, ADA)
  const browser = own.api.nobody()
  const url = await own.oidc.signIn(await own.begin(browser, 'oidc'), ADA.sub)
  own.oidc.fail()
  expect(pathOf(await own.comeBack(browser, url))).toBe(FAILED)
  own.google.fail()
  expect(await own.begin(browser, 'google')).toBe(FAILED)
  own.google.recover()
  expect(await own.begin(browser, 'google')).toContain(`${own.google.issuer}/auth?`)
  expect(own.api.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
})

it('neither codes nor tokens nor client secrets are logged', async () => {
  const browser = world.api.nobody()
  const url = await sentBack(browser)
  const code = url.searchParams.get('code') ?? ''
  url.searchParams.set('iss', 'https://evil.example')
  await openAt(browser, url)
  const log = world.api.logged.join('\n')
  expect(log).toContain('an answer of a provider was refused')
  for (const secret of [code, 'secret of', url.searchParams.get('state') ?? '']) expect(log).not.toContain(secret)
})

it('a code for GitHub cannot be used by whoever did not ask for it', async () => {
  const [attacker, victim] = [world.api.nobody(), world.api.nobody()]
  const emails = [{ email: 'eve@example.org', primary: true, verified: true }]
  const eve = { id: 666, login: 'eve', name: 'Eve', emails }
  const ofAttacker = world.github.authorize(await world.begin(attacker, 'github'), eve)
  const ofVictim = new URL(await world.begin(victim, 'github'))
  ofAttacker.searchParams.set('state', ofVictim.searchParams.get('state') ?? '')
  expect(await openAt(victim, ofAttacker)).toBe(FAILED)
  expect(world.github.refusals).toEqual(['bad_verification_code'])
  await expectNobody(victim)
})
