import { monitor } from '@mointering/api-contract/monitors/monitor'
import type { Browser } from '@mointering/test-kit/people/browser'
import { ALICE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
})
afterAll(() => world[Symbol.asyncDispose]())

type Heard = { event: string | undefined; data: unknown }

/** Listens until the server or `stop` ends it. */
async function listen(browser: Browser) {
  const stop = new AbortController()
  const response = await browser.open(`${people.path}/events`, { signal: stop.signal })
  const heard: Heard[] = []
  const ended = (async () => {
    const decoder = new TextDecoder()
    let unread = ''
    for await (const chunk of response.body ?? []) {
      const blocks = (unread + decoder.decode(chunk, { stream: true })).split('\n\n')
      unread = blocks.pop() ?? ''
      for (const block of blocks) if (!block.startsWith(':')) heard.push(parseEvent(block))
    }
  })()
  await vi.waitFor(() => expect(heard[0]).toEqual({ event: 'ready', data: {} }))
  return { response, heard, ended, stop: () => stop.abort() }
}

function parseEvent(block: string): Heard {
  const [, event, data = 'null'] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? []
  return { event, data: JSON.parse(data) }
}

const json = { kind: 'http', name: 'Home', url: 'https://example.org' }

it('delivers what happens to everybody who watches, once, and through proxies at once', async () => {
  const [one, two] = await Promise.all([listen(people.alice), listen(people.bob)])
  expect(one.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(one.response.headers.get('x-accel-buffering')).toBe('no')
  expect(one.response.headers.get('cache-control')).toContain('no-transform')
  const { id } = monitor.parse((await people.alice.request(`${people.path}/monitors`, { json })).body)
  const event = { event: 'monitor', data: { type: 'monitor', monitorId: id, change: 'created' } }
  for (const { heard } of [one, two]) await vi.waitFor(() => expect(heard.slice(1)).toEqual([event]))
  one.stop()
  two.stop()
  await Promise.allSettled([one.ended, two.ended])
})

it('drops what is no live event, and hears nothing of other workspaces', async () => {
  const { heard, stop, ended } = await listen(people.alice)
  await world.cache.publish(`live.${people.workspaceId}`, 'not json')
  await world.cache.publish(`live.${people.workspaceId}`, '{"type":"made-up"}')
  await people.charlie.request('/api/v1/auth/session')
  const { browser, workspaceId } = await world.signUp({ ...ALICE, email: 'other@example.org' })
  await browser.request(`/api/v1/workspaces/${workspaceId}/monitors`, { json })
  const { id } = monitor.parse((await people.alice.request(`${people.path}/monitors`, { json })).body)
  await vi.waitFor(() => expect(heard).toHaveLength(2))
  expect(heard[1]?.data).toMatchObject({ monitorId: id })
  stop()
  await Promise.allSettled([ended])
})

it('ends at sign-out, at once, and only for that session', async () => {
  const leaving = world.nobody()
  await leaving.request('/api/v1/auth/sign-in', { json: { email: ALICE.email, password: ALICE.password } })
  const [gone, stays] = [await listen(leaving), await listen(people.alice)]
  expect((await leaving.request('/api/v1/auth/sign-out', { method: 'POST' })).status).toBe(204)
  await gone.ended
  const { id } = monitor.parse((await people.alice.request(`${people.path}/monitors`, { json })).body)
  await vi.waitFor(() => expect(stays.heard.at(-1)?.data).toMatchObject({ monitorId: id }))
  expect(gone.heard).toHaveLength(1)
  stays.stop()
  await Promise.allSettled([stays.ended])
})

it('a session has a bounded number of streams', async () => {
  const open = await Promise.all(Array.from({ length: 20 }, () => listen(people.bob)))
  expect((await people.bob.request(`${people.path}/events`)).status).toBe(429)
  for (const { stop } of open) stop()
  await Promise.allSettled(open.map(({ ended }) => ended))
  await vi.waitFor(async () => {
    const again = await people.bob.open(`${people.path}/events`)
    await again.body?.cancel()
    expect(again.status).toBe(200)
  })
})

it('shutting down ends the streams instead of waiting for them', async () => {
  const own = await startWorld()
  const { browser, workspaceId } = await own.signUp(ALICE)
  const response = await browser.open(`/api/v1/workspaces/${workspaceId}/events`)
  const startedAt = performance.now()
  await own[Symbol.asyncDispose]()
  await response.text()
  expect(performance.now() - startedAt).toBeLessThan(3000)
})
