import { createRedisCache } from '@mointering/backend-common/cache/redis-cache'
import { createLogger } from '@mointering/backend-common/log/logger'
import { ALICE } from '@mointering/test-kit/people/people'
import { startPrivateRedis } from '@mointering/test-kit/services/private-redis'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
})
afterAll(() => world[Symbol.asyncDispose]())

const SIGN_IN = '/api/v1/auth/sign-in'
const credentials = { email: ALICE.email, password: ALICE.password }

/** Opens `count` streams at once with these cookies; how many were let in. */
async function flood(cookies: ReadonlyMap<string, string>, count: number) {
  const browser = world.nobody()
  for (const [name, value] of cookies) browser.cookies.set(name, value)
  const stops = Array.from({ length: count }, () => new AbortController())
  const answers = await Promise.all(stops.map(({ signal }) => browser.open(`${people.path}/events`, { signal })))
  const stop = () => {
    for (const each of stops) each.abort()
  }
  return { open: answers.filter(({ status }) => status === 200).length, answers, stop }
}

it('streams that are asked for all at once are counted before they stand', async () => {
  const { open, answers, stop } = await flood(people.bob.cookies, 60)
  expect(open).toBe(20)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(40)
  stop()
})

it('many sessions of one person do not add up to a flood', async () => {
  const sessions = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const browser = world.nobody()
      await browser.request(SIGN_IN, { json: credentials })
      return browser.cookies
    }),
  )
  const floods = await Promise.all(sessions.map((cookies) => flood(cookies, 20)))
  expect(floods.reduce((sum, { open }) => sum + open, 0)).toBe(60)
  for (const { stop } of floods) stop()
})

it('while Redis is away a stream is refused with 503 and leaves nothing behind; afterwards it works', {
  timeout: 60_000,
}, async () => {
  const log = createLogger({ name: 'test', level: 'silent' })
  await using redis = await startPrivateRedis()
  await using cache = await createRedisCache({ url: redis.url, log })
  await using own = await startWorld({ cache })
  const { browser, workspaceId } = await own.signUp(ALICE)
  const path = `/api/v1/workspaces/${workspaceId}/events`
  await redis.stop()
  await vi.waitFor(() => expect(cache.connected).toBe(false), { timeout: 10_000 })
  for (let n = 0; n < 25; n++) expect((await browser.request(path)).status).toBe(503)
  await redis.start()
  await vi.waitFor(() => expect(cache.connected).toBe(true), { timeout: 15_000 })
  const stop = new AbortController()
  const response = await browser.open(path, { signal: stop.signal })
  expect(response.status).toBe(200)
  stop.abort()
  const errors = own.logged.filter((line) => line.includes('"level":"error"'))
  expect(errors).toEqual([])
})
