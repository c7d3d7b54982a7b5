import { createApiKeyReply } from '@mointering/api-contract/http/api-keys'
import type { Cache } from '@mointering/backend-common/cache/cache'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createRedisCache } from '@mointering/backend-common/cache/redis-cache'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { createDatabase } from '@mointering/db/database'
import { createBrowser } from '@mointering/test-kit/people/browser'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { startPrivateRedis } from '@mointering/test-kit/services/private-redis'
import type { PrivateServer } from '@mointering/test-kit/services/private-server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { apiConfig } from '../src/api-config.js'
import { listen } from '../src/listen.js'
import { startApi } from '../src/start-api.js'
import { type ApiWorld, startWorld } from './api-world.js'

const SESSION = '/api/v1/auth/session'
const log = createLogger({ name: 'test', level: 'silent' })

describe('while Redis is away', () => {
  let redis: PrivateServer
  let cache: Cache
  let world: ApiWorld
  beforeAll(async () => {
    redis = await startPrivateRedis()
    cache = await createRedisCache({ url: redis.url, log })
    world = await startWorld({ cache, rateLimits: { signInToAccountFromAddress: { limit: 3, windowMs: 60_000 } } })
  })
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
    await cache[Symbol.asyncDispose]()
    await redis[Symbol.asyncDispose]()
  })

  it('people sign in, stay in and are let out; limits hold; nobody who left comes back', {
    timeout: 40_000,
  }, async () => {
    const { browser } = await world.signUp(ALICE)
    await world.signUp(BOB)
    expect((await browser.request(SESSION)).status).toBe(200)
    await redis.stop()
    await vi.waitFor(() => expect(cache.connected).toBe(false), { timeout: 10_000 })

    expect((await browser.request(SESSION)).status).toBe(200)
    const ready = await world.nobody().request('/api/health/ready')
    expect([ready.status, ready.body]).toEqual([200, { status: 'degraded', away: ['cache'] }])

    const signIn = (password: string) =>
      world.nobody().request('/api/v1/auth/sign-in', { json: { email: BOB.email, password } })
    expect((await signIn(BOB.password)).status).toBe(200)
    for (let n = 0; n < 3; n++) expect((await signIn('wrong')).status).toBe(401)
    expect((await signIn(BOB.password)).status).toBe(429)

    const copy = browser.copy()
    expect((await browser.request('/api/v1/auth/sign-out', { method: 'POST' })).status).toBe(204)
    expect((await copy.request(SESSION)).status).toBe(401)
    await redis.start()
    await vi.waitFor(() => expect(cache.connected).toBe(true), { timeout: 15_000 })
    expect((await copy.request(SESSION)).status).toBe(401)
    expect((await copy.request('/api/v1/auth/refresh', { method: 'POST' })).status).toBe(401)
  })

  it('API keys work without it, and one that is revoked meanwhile does not come back with it', {
    timeout: 40_000,
  }, async () => {
    const { browser, workspaceId } = await world.signUp({ ...ALICE, email: 'keys@example.org' })
    const keys = `/api/v1/workspaces/${workspaceId}/api-keys`
    const make = async () =>
      createApiKeyReply.parse((await browser.request(keys, { json: { name: 'k', scopes: ['read'] } })).body)
    const [gone, stays] = [await make(), await make()]
    const ask = async ({ secret }: { secret: string }) =>
      (
        await world
          .nobody()
          .request(`/api/v1/workspaces/${workspaceId}`, { headers: { authorization: `Bearer ${secret}` } })
      ).status
    expect([await ask(gone), await ask(stays)]).toEqual([200, 200])
    await redis.stop()
    await vi.waitFor(() => expect(cache.connected).toBe(false), { timeout: 10_000 })
    expect([await ask(gone), await ask(stays)]).toEqual([200, 200])
    expect(await ask({ secret: `mtr_${'A'.repeat(43)}` })).toBe(401)
    expect((await browser.request(`${keys}/${gone.apiKey.id}`, { method: 'DELETE' })).status).toBe(204)
    expect([await ask(gone), await ask(stays)]).toEqual([401, 200])
    await redis.start()
    await vi.waitFor(() => expect(cache.connected).toBe(true), { timeout: 15_000 })
    expect([await ask(gone), await ask(stays)]).toEqual([401, 200])
  })

  it('sign-ins and refreshes go on while it stops and starts', { timeout: 60_000 }, async () => {
    const person = { ...ALICE, email: 'storm@example.org' }
    await world.signUp(person)
    let running = true
    const statuses = new Map<number, number>()
    const note = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1)
    const signInAndRefresh = async () => {
      while (running) {
        const browser = world.nobody()
        note(
          (await browser.request('/api/v1/auth/sign-in', { json: { email: person.email, password: person.password } }))
            .status,
        )
        note((await browser.request('/api/v1/auth/refresh', { method: 'POST' })).status)
        note((await browser.request(SESSION)).status)
      }
    }
    const people = [signInAndRefresh(), signInAndRefresh()]
    for (let n = 0; n < 2; n++) {
      await redis.stop()
      await vi.waitFor(() => expect(cache.connected).toBe(false), { timeout: 10_000 })
      const before = statuses.get(200) ?? 0
      await vi.waitFor(() => expect(statuses.get(200)).toBeGreaterThan(before + 6), { timeout: 10_000 })
      await redis.start()
      await vi.waitFor(() => expect(cache.connected).toBe(true), { timeout: 15_000 })
    }
    running = false
    await Promise.all(people)
    expect([...statuses.keys()]).toEqual([200])
  })

  it('a session that ends in one process is refused by another at once', async () => {
    const options = { config: apiConfig.parse({ ENCRYPTION_KEY: 'ab'.repeat(32) }), queue: world.queue, cache }
    await using api = await startApi({ ...options, database: world.database, log })
    await using server = await listen(api.handler, { port: 0, host: '127.0.0.1' })
    const { browser } = await world.signUp({ ...ALICE, email: 'alice2@example.org' })
    const elsewhere = createBrowser(`http://127.0.0.1:${server.port}`, new Map(browser.cookies))
    expect((await elsewhere.request(SESSION)).status).toBe(200)
    await browser.request('/api/v1/auth/sign-out', { method: 'POST' })
    expect((await elsewhere.request(SESSION)).status).toBe(401)
  })
})

it('without the database everything is 503 and says so, and the process lives', async () => {
  await using database = createDatabase({ url: 'postgres://nobody@127.0.0.1:1/nothing', applicationName: 'test', log })
  await using queue = createInProcessQueue({ log })
  await using cache = createInProcessCache()
  const config = apiConfig.parse({ ENCRYPTION_KEY: 'ab'.repeat(32) })
  await using api = await startApi({ config, queue, cache, database, log })
  await using server = await listen(api.handler, { port: 0, host: '127.0.0.1', onClosing: api.endStreams })
  const browser = createBrowser(`http://127.0.0.1:${server.port}`)
  const ready = await browser.request('/api/health/ready')
  expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable', away: ['database'] }])
  expect((await browser.request('/api/health/live')).status).toBe(200)
  const signIn = await browser.request('/api/v1/auth/sign-in', { json: { email: ALICE.email, password: 'x' } })
  expect(signIn.body).toMatchObject({ status: 503, code: 'unavailable' })
  expect((await browser.request(`/api/heartbeats/${'x'.repeat(22)}`)).body).toMatchObject({ code: 'unavailable' })
})
