import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { ALICE } from '@mointering/test-kit/people/people'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { deriveAuthKeys } from '../src/auth/keys.js'
import { type ApiWorld, startWorld } from './api-world.js'

const SESSION = '/api/v1/auth/session'
const SIGN_IN = '/api/v1/auth/sign-in'

describe('X-Forwarded-For', () => {
  /** The status of each of six wrong sign-ins to six accounts, as if from these addresses. */
  async function guess(world: ApiWorld, addresses: string[]) {
    const statuses: number[] = []
    for (const [n, address] of addresses.entries()) {
      const json = { email: `p${n}@example.org`, password: 'wrong' }
      const headers = { 'x-forwarded-for': address, 'x-real-ip': address, forwarded: `for=${address}` }
      statuses.push((await world.nobody().request(SIGN_IN, { json, headers })).status)
    }
    return statuses
  }
  const limited = { rateLimits: { signInFromAddress: { limit: 3, windowMs: 60_000 } } }
  const many = ['198.51.100.1', '198.51.100.2', '198.51.100.3', '198.51.100.4', '198.51.100.5']

  it('is not believed where no proxy is trusted', async () => {
    await using world = await startWorld(limited)
    expect(await guess(world, many)).toEqual([401, 401, 401, 429, 429])
  })

  it('behind one proxy only what that one added counts, not what the client made up before it', async () => {
    await using world = await startWorld({ ...limited, env: { TRUST_PROXY: '1' } })
    expect(
      await guess(
        world,
        many.map((address) => `${address}, 203.0.113.7`),
      ),
    ).toEqual([401, 401, 401, 429, 429])
    expect(await guess(world, ['203.0.113.8'])).toEqual([401])
  })

  it('all addresses of an IPv6 network are one', async () => {
    await using world = await startWorld({ ...limited, env: { TRUST_PROXY: '1' } })
    const spread = ['2001:db8::1', '2001:db8:0:0:ffff::', '2001:db8::dead:beef:1:2', '2001:0DB8:0:0::9', '2001:db8::5']
    expect(await guess(world, spread)).toEqual([401, 401, 401, 429, 429])
    expect(await guess(world, ['2001:db8:0:1::1'])).toEqual([401])
  })
})

it('the letters’ case of an e-mail address opens no second account of guesses', async () => {
  await using world = await startWorld({ rateLimits: { signInToAccountFromAddress: { limit: 3, windowMs: 60_000 } } })
  await world.signUp(ALICE)
  const statuses: number[] = []
  for (const email of [ALICE.email, ALICE.email.toUpperCase(), ` ${ALICE.email} `, `${ALICE.email}\t`]) {
    statuses.push((await world.nobody().request(SIGN_IN, { json: { email, password: 'wrong' } })).status)
  }
  expect(statuses).toEqual([401, 401, 401, 429])
})

describe('cookies', () => {
  it('tokens of our own key are refused where they were made for something else', async () => {
    await using world = await startWorld()
    const { browser } = await world.signUp(ALICE)
    const [, payload = ''] = String(browser.cookies.get('mointering_access')).split('.')
    const { sub, sid } = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const keys = deriveAuthKeys(Buffer.from('ab'.repeat(32), 'hex'))
    const token = (change: object = {}, key = keys.accessToken, alg = 'HS256') => {
      const now = Math.floor(Date.now() / 1000)
      const claims = { sub, sid, iss: 'mointering', aud: 'mointering-api', iat: now, exp: now + 60, ...change }
      return new SignJWT(claims).setProtectedHeader({ alg }).sign(key)
    }
    const refused = {
      audience: await token({ aud: 'other' }),
      issuer: await token({ iss: 'other' }),
      expired: await token({ exp: 1 }),
      endless: await token({ exp: undefined }),
      notYet: await token({ nbf: Math.floor(Date.now() / 1000) + 600 }),
      otherUser: await token({ sub: '11111111-1111-4111-8111-111111111111' }),
      otherSession: await token({ sid: '11111111-1111-4111-8111-111111111111' }),
      otherPurpose: await token({}, keys.csrf),
      otherAlgorithm: await token({}, new Uint8Array(Buffer.concat([keys.accessToken, keys.accessToken])), 'HS512'),
    }
    for (const [name, value] of Object.entries(refused)) {
      browser.cookies.set('mointering_access', value)
      expect((await browser.request(SESSION)).status, name).toBe(401)
    }
    browser.cookies.set('mointering_access', await token())
    expect((await browser.request(SESSION)).status).toBe(200)
  })

  it('over https a cookie without the prefix, which a subdomain could set, is not looked at', async () => {
    await using world = await startWorld({ env: { PUBLIC_URL: 'https://mointering.example' } })
    const { browser } = await world.signUp(ALICE)
    expect((await browser.request(SESSION)).status).toBe(200)
    const plain = world.nobody()
    for (const [name, value] of browser.cookies) plain.cookies.set(name.replace('__Host-', ''), value)
    expect((await plain.request(SESSION)).status).toBe(401)
  })

  it('a session that somebody planted before sign-in is not the one that sign-in gives', async () => {
    await using world = await startWorld()
    const { browser: thief } = await world.signUp({ ...ALICE, email: 'thief@example.org' })
    await world.signUp(ALICE)
    const victim = thief.copy()
    const json = { email: ALICE.email, password: ALICE.password }
    expect((await victim.request(SIGN_IN, { json, withoutCsrf: true })).status).toBe(200)
    for (const [name, value] of thief.cookies) expect(victim.cookies.get(name), name).not.toBe(value)
    // Ended, as any session that a browser had before it signed in: whoever planted it shares nothing with the victim.
    expect((await thief.request(SESSION)).status).toBe(401)
  })

  it.each(['mointering_access=%E0%A4%A', 'mointering_access=x; mointering_access=y', '=;;=', `a=${'b'.repeat(8000)}`])(
    'broken ones are nobody’s: %.40s',
    async (cookie) => {
      await using world = await startWorld()
      expect((await world.nobody().request(SESSION, { headers: { cookie } })).status).toBe(401)
    },
  )
})

it('a method in a header or in the query changes nothing', async () => {
  await using world = await startWorld()
  const { browser, workspaceId } = await world.signUp(ALICE)
  const path = `/api/v1/workspaces/${workspaceId}/monitors`
  const json = { kind: 'http', name: 'Home', url: 'https://example.org' }
  const { id } = Object((await browser.request(path, { json, headers: { 'x-http-method-override': 'DELETE' } })).body)
  const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE', 'x-http-method': 'DELETE' }
  expect((await browser.request(`${path}/${id}?_method=DELETE`, { headers })).status).toBe(200)
  expect((await browser.request(`${path}/${id}`)).status).toBe(200)
})

it('an Idempotency-Key means nothing in another workspace', async () => {
  await using world = await startWorld()
  const [alice, eve] = [await world.signUp(ALICE), await world.signUp({ ...ALICE, email: 'eve@example.org' })]
  const json = { kind: 'http', name: 'Home', url: 'https://example.org' }
  const headers = { 'idempotency-key': 'the-same-key' }
  const make = async ({ browser, workspaceId }: typeof alice) =>
    browser.request(`/api/v1/workspaces/${workspaceId}/monitors`, { json, headers })
  const [hers, theirs] = [await make(alice), await make(eve)]
  expect([hers.status, theirs.status]).toEqual([201, 201])
  expect(theirs.headers.get('idempotency-replayed')).toBeNull()
  expect(Object(theirs.body).id).not.toBe(Object(hers.body).id)
})

it('one who sends his request drop by drop is cut off, while others are served', { timeout: 40_000 }, async () => {
  await using world = await startWorld()
  const socket = connect(Number(new URL(world.url).port), '127.0.0.1')
  await once(socket, 'connect')
  const startedAt = performance.now()
  socket.write('GET /api/health/live HTTP/1.1\r\nHost: x\r\n')
  const drops = setInterval(() => socket.write('X: y\r\n'), 500)
  socket.on('error', () => undefined) // writing to the closed connection
  const heard = await text(socket).finally(() => clearInterval(drops))
  expect(heard).toMatch(/^HTTP\/1\.1 408 /)
  expect(performance.now() - startedAt).toBeLessThan(20_000)
  expect((await world.nobody().request('/api/health/live')).status).toBe(200)
})
