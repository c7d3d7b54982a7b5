import { type MaintenanceWindow, maintenanceReply, maintenanceWindow } from '@mointering/api-contract/http/maintenance'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
let path: string
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
  path = `${people.path}/maintenance`
})
afterAll(() => world[Symbol.asyncDispose]())

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const post = (json: object, where = path) => people.alice.request(where, { json })
async function plan(json: object): Promise<MaintenanceWindow> {
  const answer = await post({ name: 'Move', ...json })
  expect(answer.status, answer.text).toBe(201)
  return maintenanceWindow.parse(answer.body)
}

it('is planned for once, and says when it comes', async () => {
  const startsAt = inHours(2)
  const made = await plan({ startsAt, durationSeconds: 3600 })
  expect(made).toMatchObject({ inForce: false, next: { from: startsAt, to: inHoursAfter(startsAt, 1) } })
})

it('recurs on the clock of its zone', async () => {
  const made = await plan({
    startsAt: '2040-03-20T02:30:00Z',
    durationSeconds: 600,
    rrule: 'freq=daily',
    timeZone: 'Europe/Berlin',
  })
  expect(made.rrule).toBe('FREQ=DAILY')
})

it('starts and ends now, once', async () => {
  const answer = await post({ name: 'Now' }, `${path}/start`)
  const started = maintenanceWindow.parse(answer.body)
  expect(started).toMatchObject({ inForce: true, durationSeconds: null, next: { to: null } })
  const end = () => people.alice.request(`${path}/${started.id}/end`, { json: {} })
  const ended = maintenanceWindow.parse((await end()).body)
  expect(ended).toMatchObject({ inForce: false, next: null })
  expect(maintenanceWindow.parse((await end()).body).endedAt).toBe(ended.endedAt)
})

it.each([
  ['a time that is over', { startsAt: '2020-01-01T00:00:00Z', durationSeconds: 60 }, 'startsAt'],
  ['a recurrence without an end to each', { startsAt: inHours(1), rrule: 'FREQ=DAILY' }, 'durationSeconds'],
  ['a rule that is none', { startsAt: inHours(1), durationSeconds: 60, rrule: 'every day' }, 'rrule'],
  [
    'a rule that takes seconds to follow',
    { startsAt: inHours(1), durationSeconds: 60, rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=9' },
    'rrule',
  ],
  ['a year of five digits in UTC', { startsAt: '9999-12-31T23:59:59-14:00', durationSeconds: 60 }, 'startsAt'],
  ['a zone that is none', { startsAt: inHours(1), durationSeconds: 60, timeZone: 'Mars/Base' }, 'timeZone'],
  ['another workspace’s monitor', { startsAt: inHours(1), monitorIds: [crypto.randomUUID()] }, 'monitorIds'],
])('refuses %s, and names the field', async (_, json, field) => {
  const answer = await post({ name: 'Move', ...json })
  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({ issues: [{ path: field }] })
})

it('is listed in pages and deleted, and the audit log tells of it', async () => {
  const made = await plan({ startsAt: '2041-01-01T00:00:00Z', durationSeconds: 60 })
  const first = maintenanceReply.parse((await people.bob.request(`${path}?limit=1`)).body)
  expect(first.items.map(({ id }) => id)).toEqual([made.id])
  const second = maintenanceReply.parse((await people.bob.request(`${path}?limit=50&cursor=${first.nextCursor}`)).body)
  expect(second.items.some(({ id }) => id === made.id)).toBe(false)
  expect(second.items.length).toBeGreaterThan(1)
  expect((await people.alice.request(`${path}/${made.id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await people.alice.request(`${path}/${made.id}`, { method: 'DELETE' })).status).toBe(404)
  const entries = await world.database.prisma.auditEntry.findMany({ where: { objectKind: 'maintenance' } })
  expect(new Set(entries.map(({ action }) => action))).toEqual(
    new Set(['maintenance.created', 'maintenance.ended', 'maintenance.deleted']),
  )
})

const inHoursAfter = (at: string, hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString()
