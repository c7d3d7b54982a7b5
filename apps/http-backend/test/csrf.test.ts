import type { Browser, RequestOptions } from '@mointering/test-kit/people/browser'
import { ALICE, CHARLIE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'

let world: ApiWorld
let alice: Browser
let charlie: Browser
let monitors: string
beforeAll(async () => {
  world = await startWorld({ env: { PUBLIC_URL: 'http://mointering.example' } })
  const signedUp = await world.signUp(ALICE)
  alice = signedUp.browser
  charlie = (await world.signUp(CHARLIE)).browser
  monitors = `/api/v1/workspaces/${signedUp.workspaceId}/monitors`
})
afterAll(() => world[Symbol.asyncDispose]())

const json = { kind: 'http', name: 'Home', url: 'https://example.org' }
const create = (options: RequestOptions = {}) => alice.request(monitors, { json, ...options })
const tokenOf = async (browser: Browser) => {
  const { body } = await browser.request('/api/v1/auth/csrf')
  return String(Object(body).token)
}

describe('with a session', () => {
  it('a write without the token is refused', async () => {
    const answer = await create({ withoutCsrf: true })
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({ code: 'csrf_failed', detail: expect.stringContaining('x-csrf-token') })
  })

  it('a wrong token, and one of another session, are refused', async () => {
    const foreign = await tokenOf(charlie)
    const own = await tokenOf(alice)
    for (const token of ['', 'x', 'a.b.c', foreign, `${own}x`, own.split('.').reverse().join('.')]) {
      expect((await create({ headers: { 'x-csrf-token': token } })).status, token).toBe(403)
    }
  })

  it('another session’s token does not pass even together with its cookie', async () => {
    const tricked = alice.copy()
    tricked.cookies.set('mointering_csrf', String(charlie.cookies.get('mointering_csrf')))
    const token = String(charlie.cookies.get('mointering_csrf'))
    const answer = await tricked.request(monitors, { json, headers: { 'x-csrf-token': token } })
    expect(answer.status).toBe(403)
  })

  it('a token from before sign-in is worthless after it', async () => {
    const browser = world.nobody()
    const before = await tokenOf(browser)
    await browser.request('/api/v1/auth/sign-in', { json: { email: ALICE.email, password: ALICE.password } })
    expect((await browser.request(monitors, { json, headers: { 'x-csrf-token': before } })).status).toBe(403)
    expect((await browser.request(monitors, { json })).status).toBe(201)
  })

  it('refresh and sign-out want it too', async () => {
    for (const path of ['/api/v1/auth/refresh', '/api/v1/auth/sign-out']) {
      const tab = alice.copy()
      expect((await tab.request(path, { method: 'POST', withoutCsrf: true })).status).toBe(403)
      tab.cookies.delete('mointering_access')
      expect((await tab.request(path, { method: 'POST', withoutCsrf: true })).status).toBe(403)
      tab.cookies.delete('mointering_refresh')
      expect((await tab.request(path, { method: 'POST', withoutCsrf: true })).status).not.toBe(403)
    }
  })

  it('the right token from another site’s page is refused, from our own it passes', async () => {
    const own = new URL(world.url)
    const refused = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://mointering.example.evil.example' },
      { origin: 'https://mointering.example' },
      { origin: 'not an origin' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://mointering.example' },
    ]
    const accepted = [
      { origin: 'http://mointering.example', 'sec-fetch-site': 'same-origin' },
      { origin: own.origin },
      {},
    ]
    for (const headers of refused) expect((await create({ headers })).status, JSON.stringify(headers)).toBe(403)
    for (const headers of accepted) expect((await create({ headers })).status, JSON.stringify(headers)).toBe(201)
  })

  it('reading needs no token', async () => {
    expect((await alice.request(monitors, { withoutCsrf: true })).status).toBe(200)
  })
})

describe('before there is a session', () => {
  const body = { email: ALICE.email, password: ALICE.password }
  const signIn = (headers: Record<string, string>, browser = world.nobody()) =>
    browser.request('/api/v1/auth/sign-in', { json: body, headers, withoutCsrf: true })

  it('GET csrf gives a token to anybody, and the same one to several tabs', async () => {
    const browser = world.nobody()
    const token = await tokenOf(browser)
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/)
    expect(await tokenOf(browser)).toBe(token)
    expect((await signIn({ 'x-csrf-token': token, origin: 'http://mointering.example' }, browser)).status).toBe(200)
  })

  it('another site’s page cannot sign anybody in', async () => {
    expect((await signIn({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await signIn({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  it('a token that is sent must be right', async () => {
    expect((await signIn({ 'x-csrf-token': 'made.up' })).status).toBe(403)
  })

  it('a form of another site is no JSON', async () => {
    const headers = { 'content-type': 'text/plain' }
    expect((await world.nobody().request('/api/v1/auth/sign-in', { raw: JSON.stringify(body), headers })).status).toBe(
      415,
    )
  })
})
