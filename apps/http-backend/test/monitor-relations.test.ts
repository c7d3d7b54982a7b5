import { monitorListReply } from '@mointering/api-contract/http/monitors'
import { type Monitor, monitor } from '@mointering/api-contract/monitors/monitor'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
})
afterAll(() => world[Symbol.asyncDispose]())

const post = (json: object) =>
  people.alice.request(`${people.path}/monitors`, { json: { kind: 'http', url: 'https://example.org/', ...json } })
const add = async (name: string, more: object = {}): Promise<Monitor> =>
  monitor.parse((await post({ name, ...more })).body)
const patch = (id: string, json: object) =>
  people.alice.request(`${people.path}/monitors/${id}`, { method: 'PATCH', json })

it('tags, reminders and what it needs are kept, answered and audited', async () => {
  const router = await add('Router')
  const shop = await add('Shop', { tags: [' Prod ', 'eu'], dependsOn: [router.id], remindEveryMinutes: 60 })
  expect(shop).toMatchObject({ tags: ['prod', 'eu'], dependsOn: [router.id], remindEveryMinutes: 60, minRegions: 1 })
  const changed = monitor.parse((await patch(shop.id, { tags: ['us'], remindEveryMinutes: null })).body)
  expect(changed).toMatchObject({ tags: ['us'], dependsOn: [router.id], remindEveryMinutes: null })
  const entry = await world.database.prisma.auditEntry.findFirstOrThrow({
    where: { objectId: shop.id, action: 'monitor.updated' },
  })
  expect(JSON.stringify(entry.changes)).toContain('{"after":["us"],"field":"tags","before":["prod","eu"]}')
  const listed = monitorListReply.parse((await people.alice.request(`${people.path}/monitors?tag=US`)).body)
  expect(listed.items.map(({ name }) => name)).toEqual(['Shop'])
})

it('a monitor cannot need itself, neither alone nor through others, nor when two people close the circle at once', async () => {
  const [a, b, c] = [await add('A'), await add('B'), await add('C')]
  expect((await patch(a.id, { dependsOn: [a.id] })).status).toBe(400)
  expect((await patch(a.id, { dependsOn: [b.id] })).status).toBe(200)
  expect((await patch(b.id, { dependsOn: [c.id] })).status).toBe(200)
  const refused = await patch(c.id, { dependsOn: [a.id] })
  expect(refused.status).toBe(400)
  expect(refused.body).toMatchObject({ issues: [{ path: 'dependsOn' }] })

  const [d, e] = [await add('D'), await add('E')]
  const both = await Promise.all([patch(d.id, { dependsOn: [e.id] }), patch(e.id, { dependsOn: [d.id] })])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400])
})

it('what is needed must be here; what was deleted since stays and hinders nothing', async () => {
  expect((await post({ name: 'X', dependsOn: ['11111111-1111-4111-8111-111111111111'] })).status).toBe(400)
  const router = await add('Old router')
  const shop = await add('Other shop', { dependsOn: [router.id] })
  await people.alice.request(`${people.path}/monitors/${router.id}`, { method: 'DELETE' })
  expect((await patch(shop.id, { name: 'Renamed' })).status).toBe(200)
  expect((await patch(shop.id, { dependsOn: [router.id] })).status).toBe(200)
  expect((await post({ name: 'Late', dependsOn: [router.id] })).status).toBe(400)
})

it.each([
  ['tags', { tags: ['two words'] }],
  ['tags', { tags: Array.from({ length: 21 }, (_, n) => `t${n}`) }],
  ['minRegions', { minRegions: 2, regions: ['local'] }],
  ['minRegions', { minRegions: 15 }],
  ['remindEveryMinutes', { remindEveryMinutes: 1 }],
])('wrong %s are said at their field', async (path, changes) => {
  const answer = await post({ name: 'X', ...changes })
  expect(answer.status).toBe(400)
  expect(JSON.stringify(answer.body)).toContain(`"path":"${path}`)
})
