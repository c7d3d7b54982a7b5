import { randomUUID } from 'node:crypto'
import { type Incident, incidentDetails, incidentsReply } from '@mointering/api-contract/http/incidents'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
let monitorKey: number
let monitorId: string
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
  const json = { kind: 'http', name: 'Shop', url: 'https://shop.example.org/path?token=hidden' }
  monitorId = monitor.parse((await people.alice.request(`${people.path}/monitors`, { json })).body).id
  monitorKey = (await world.database.prisma.monitor.findUniqueOrThrow({ where: { id: monitorId } })).key
})
afterAll(() => world[Symbol.asyncDispose]())

/** An incident as the ingester stores it. */
async function open(minutesAgo: number, changes: object = {}): Promise<string> {
  const at = new Date(Date.now() - minutesAgo * 60_000)
  const { id } = await world.database.prisma.incident.create({
    data: {
      workspaceId: people.workspaceId,
      monitorKey,
      severity: 'critical',
      reason: 'Connection refused',
      errorCode: 'connection_refused',
      startedAt: at,
      openedAt: at,
      outages: [at],
      nextReminderAt: new Date(Date.now() + 60_000),
      ...changes,
      events: { create: { kind: 'opened', at, message: 'Connection refused' } },
    },
  })
  return id
}

const read = async (id: string) =>
  incidentDetails.parse((await people.alice.request(`${people.path}/incidents/${id}`)).body)
const post = (id: string, what: string, json: object = {}, who = people.alice) =>
  who.request(`${people.path}/incidents/${id}/${what}`, { json })
const list = async (query = '') =>
  incidentsReply.parse((await people.alice.request(`${people.path}/incidents${query}`)).body)

it('is listed newest first, in pages, and filtered', async () => {
  const ids = [await open(3), await open(2), await open(1, { status: 'resolved', resolvedAt: new Date() })]
  const first = await list('?limit=2')
  expect(first.items.map(({ id }: Incident) => id)).toEqual([ids[2], ids[1]])
  const second = await list(`?limit=2&cursor=${first.nextCursor}`)
  expect(second.items.map(({ id }: Incident) => id)).toEqual([ids[0]])
  expect([second.nextCursor, second.open]).toEqual([null, 2])
  expect((await list('?state=open')).items).toHaveLength(2)
  expect((await list(`?monitorId=${monitorId}&severity=critical`)).items).toHaveLength(3)
  expect((await list(`?monitorId=${randomUUID()}`)).items).toEqual([])
  expect((await people.alice.request(`${people.path}/incidents?state=gone`)).status).toBe(400)
})

it('says what was watched without the secrets in its address', async () => {
  const details = await read(await open(1))
  expect(details.monitor).toEqual({
    id: monitorId,
    name: 'Shop',
    kind: 'http',
    target: 'https://shop.example.org/path',
  })
  expect(JSON.stringify(details)).not.toContain('hidden')
  expect(details.timeline.map(({ kind, actor }) => [kind, actor.kind])).toEqual([['opened', 'system']])
})

it('is acknowledged once, by name, and asks nobody any more', async () => {
  const id = await open(1)
  await Promise.all([post(id, 'acknowledge'), post(id, 'acknowledge')])
  const details = await read(id)
  expect(details.acknowledgedBy).toBe(ALICE.name)
  expect(details.timeline.map(({ kind }) => kind)).toEqual(['opened', 'acknowledged'])
  expect(await world.database.prisma.incident.findUnique({ where: { id } })).toMatchObject({ nextReminderAt: null })
  const back = await people.alice.request(`${people.path}/incidents/${id}/acknowledge`, { method: 'DELETE' })
  expect(incidentDetails.parse(back.body)).toMatchObject({ acknowledgedAt: null, acknowledgedBy: null })
})

it('takes comments as they are, and refuses empty ones and control characters', async () => {
  const id = await open(1)
  const message = '<script>alert(1)</script>\nsecond line'
  expect((await post(id, 'comments', { message })).status).toBe(200)
  expect((await read(id)).timeline.at(-1)).toMatchObject({ kind: 'commented', message, actor: { name: ALICE.name } })
  for (const bad of ['', '   ', 'a\u0000b', 'a\u001b[31m', 'x'.repeat(5001)])
    expect((await post(id, 'comments', { message: bad })).status, bad.slice(0, 10)).toBe(400)
})

it('is resolved by hand once, and then there is nothing to acknowledge', async () => {
  const id = await open(1)
  expect((await post(id, 'resolve', { message: 'Restarted it' })).status).toBe(200)
  expect((await post(id, 'resolve')).status).toBe(200)
  const details = await read(id)
  expect(details).toMatchObject({ state: 'resolved' })
  expect(details.timeline.map(({ kind, message }) => [kind, message])).toEqual([
    ['opened', 'Connection refused'],
    ['resolved', 'Restarted it'],
  ])
  expect((await post(id, 'acknowledge')).status).toBe(409)
})

it('is read by viewers, changed by editors, and unknown to strangers', async () => {
  const id = await open(1)
  const path = `${people.path}/incidents/${id}`
  expect((await people.bob.request(path)).status).toBe(200)
  expect((await post(id, 'acknowledge', {}, people.bob)).status).toBe(403)
  expect((await people.charlie.request(path)).status).toBe(404)
  const { workspaceId } = await world.signUp({
    email: 'dora@example.org',
    password: 'dora likes long words',
    name: 'Dora',
  })
  expect((await people.alice.request(`/api/v1/workspaces/${workspaceId}/incidents/${id}`)).status).toBe(404)
  expect((await read(id)).acknowledgedBy).not.toBe(BOB.name)
})

it('ends when its monitor is paused, which then begins anew', async () => {
  const id = await open(1)
  await world.database.prisma.monitorState.create({
    data: { monitorKey, status: 'down', statusSince: new Date(), version: 4 },
  })
  const paused = await people.alice.request(`${people.path}/monitors/${monitorId}`, {
    method: 'PATCH',
    json: { enabled: false },
  })
  expect(paused.status).toBe(200)
  const details = await read(id)
  expect(details.state).toBe('resolved')
  expect(details.timeline.at(-1)).toMatchObject({ kind: 'resolved', message: 'The monitor was paused.' })
  expect(await world.database.prisma.monitorState.findUnique({ where: { monitorKey } })).toMatchObject({
    status: 'pending',
    statusSince: null,
    version: 5,
  })
})

it('every change is in the audit log', async () => {
  const entries = await world.database.prisma.auditEntry.findMany({ where: { objectKind: 'incident' } })
  const actions = new Set(entries.map(({ action }) => action))
  expect([...actions].toSorted()).toEqual([
    'incident.acknowledged',
    'incident.commented',
    'incident.resolved',
    'incident.unacknowledged',
  ])
})
