import { accountSessionsReply } from '@mointering/api-contract/http/account'
import type { Browser } from '@mointering/test-kit/people/browser'
import { ALICE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

const SESSIONS = '/api/v1/account/sessions'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'

let world: ApiWorld
let people: People
let phone: Browser
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  phone = world.nobody()
  const json = { email: ALICE.email, password: ALICE.password }
  await phone.request('/api/v1/auth/sign-in', { json, headers: { 'user-agent': FIREFOX } })
})

const list = async (browser: Browser) => accountSessionsReply.parse((await browser.request(SESSIONS)).body).items
const signedIn = async (browser: Browser) => (await browser.request('/api/v1/auth/session')).status === 200

it('lists my sessions with device, address, method and times, the current one first', async () => {
  const items = await list(people.alice)
  expect(items.map(({ current }) => current)).toEqual([true, ...items.slice(1).map(() => false)])
  expect(items[1]).toMatchObject({ device: 'Firefox on Linux', method: 'password', current: false })
  expect(items[1]?.ipAddress).toContain('127.0.0.1')
  expect((await list(phone))[0]).toMatchObject({ device: 'Firefox on Linux', current: true })
  const mine = new Set(items.map(({ id }) => id))
  for (const { id } of await list(people.bob)) expect(mine.has(id)).toBe(false)
})

it('one can be ended, at once, also by the device that it is', async () => {
  const [own] = await list(phone)
  expect((await people.alice.request(`${SESSIONS}/${own?.id}`, { method: 'DELETE' })).status).toBe(204)
  expect(await signedIn(phone)).toBe(false)
  expect((await phone.request('/api/v1/auth/refresh', { method: 'POST' })).status).toBe(401)
  expect((await people.alice.request(`${SESSIONS}/${own?.id}`, { method: 'DELETE' })).status).toBe(404)
  const told = await world.database.prisma.auditEntry.findFirst({
    where: { objectId: String(own?.id), action: 'session.revoked' },
  })
  expect(told).toMatchObject({ workspaceId: null, actorName: ALICE.name, objectName: 'Firefox on Linux' })
})

it('ending one’s own is signing out: the cookies go', async () => {
  const [own] = await list(phone)
  expect((await phone.request(`${SESSIONS}/${own?.id}`, { method: 'DELETE' })).status).toBe(204)
  expect(phone.cookies.has('mointering_refresh')).toBe(false)
  expect(await signedIn(people.alice)).toBe(true)
})

it('another person’s session is not found, and lives on', async () => {
  const [own] = await list(phone)
  for (const id of [own?.id, '018f0000-0000-7000-8000-000000000000', 'x', '%00']) {
    const answer = await people.bob.request(`${SESSIONS}/${id}`, { method: 'DELETE' })
    expect([answer.status, Object(answer.body).code], id).toEqual([404, 'not_found'])
  }
  expect(await signedIn(phone)).toBe(true)
})

it('ends all others at once, keeps this one, and says how many', async () => {
  const tablet = phone.copy()
  await tablet.request('/api/v1/auth/sign-in', { json: { email: ALICE.email, password: ALICE.password } })
  const before = await list(people.alice)
  const answer = await people.alice.request(`${SESSIONS}/revoke-others`, { method: 'POST' })
  expect(answer.body).toEqual({ revoked: before.length - 1 })
  expect([await signedIn(people.alice), await signedIn(phone), await signedIn(tablet)]).toEqual([true, false, false])
  expect(await signedIn(people.bob)).toBe(true)
  expect(await list(people.alice)).toHaveLength(1)
})

it('wants the CSRF token', async () => {
  const [own] = await list(phone)
  const options = { method: 'DELETE', withoutCsrf: true }
  expect((await people.alice.request(`${SESSIONS}/${own?.id}`, options)).status).toBe(403)
  expect((await people.alice.request(`${SESSIONS}/revoke-others`, { method: 'POST', withoutCsrf: true })).status).toBe(
    403,
  )
  expect(await signedIn(phone)).toBe(true)
})
