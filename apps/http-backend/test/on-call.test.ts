import { escalationPoliciesReply, escalationPolicy } from '@mointering/api-contract/http/escalation'
import {
  onCallContactsReply,
  onCallOverride,
  onCallSchedule,
  onCallSchedulesReply,
  onCallShiftsReply,
} from '@mointering/api-contract/http/on-call'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiWorld } from './api-world.js'
import { addPerson, addTeam, startTeamWorld, type Team } from './team.js'

const DAY_MS = 86_400_000
let world: ApiWorld
let team: Team
beforeAll(async () => {
  world = await startTeamWorld()
  team = await addTeam(world)
})
afterAll(() => world[Symbol.asyncDispose]())

type Sent = { method?: string; json?: object; headers?: Record<string, string> }
const ask = (path: string, sent: Sent = {}, who: keyof Omit<Team, 'workspaceId' | 'path'> = 'editor') =>
  team[who].browser.request(`${team.path}/${path}`, sent)
const layer = (participants: string[], more: object = {}) => ({
  name: 'Days',
  startsAt: '2026-01-05T09:00',
  turnHours: 24,
  participants,
  ...more,
})
async function addSchedule(more: object = {}) {
  const layers = [layer([team.editor.userId, team.admin.userId])]
  const answer = await ask('on-call-schedules', {
    json: { name: 'Primary', timeZone: 'Europe/Berlin', layers, ...more },
  })
  expect(answer.status, answer.text).toBe(201)
  return onCallSchedule.parse(answer.body)
}
const targeting = (kind: string, id: string) => [{ delaySeconds: 0, targets: [{ kind, id }] }]
async function addPolicy(steps: object[] = targeting('user', team.editor.userId)) {
  const answer = await ask('escalation-policies', { json: { name: 'Office', steps, repeats: 2 } })
  expect(answer.status, answer.text).toBe(201)
  return escalationPolicy.parse(answer.body)
}
const addChannel = (workspaceId: string) =>
  world.database.prisma.channel.create({
    data: { workspaceId, kind: 'email', name: 'Team', settings: { kind: 'email', to: ['team@example.org'] } },
  })

describe('a schedule', () => {
  it('says who is on call now, and who takes turns when', async () => {
    const made = await addSchedule()
    expect([team.editor.name, team.admin.name]).toContain(made.now?.person.name)
    const listed = onCallSchedulesReply.parse((await ask('on-call-schedules', {}, 'viewer')).body)
    expect(listed.items.find(({ id }) => id === made.id)).toEqual(made)

    const query = 'from=2026-03-28T08:00:00Z&to=2026-03-30T07:00:00Z'
    const shifts = onCallShiftsReply.parse((await ask(`on-call-schedules/${made.id}/shifts?${query}`)).body)
    expect(shifts.items.map(({ from, to, person, layer: by }) => [from, to, person.userId, by])).toEqual([
      ['2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z', team.editor.userId, 'Days'],
      ['2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z', team.admin.userId, 'Days'],
    ])
  })

  it('is changed by whoever has its newest version', async () => {
    const made = await addSchedule()
    const path = `on-call-schedules/${made.id}`
    const read = await ask(path)
    const etag = String(read.headers.get('etag'))
    const change = (json: object, ifMatch: string) =>
      ask(path, { method: 'PATCH', json, headers: { 'if-match': ifMatch } })
    const changed = await change({ name: 'Second' }, etag)
    expect(onCallSchedule.parse(changed.body)).toMatchObject({ name: 'Second', version: made.version + 1 })
    expect((await change({ name: 'Third' }, etag)).body).toMatchObject({ code: 'stale_version' })
    expect((await change({ name: 'Third' }, String(changed.headers.get('etag')))).status).toBe(200)
  })

  it('has overrides, which end, and which only members stand in for', async () => {
    const made = await addSchedule()
    const from = new Date(Date.now() - 60_000).toISOString()
    const to = new Date(Date.now() + DAY_MS).toISOString()
    const path = `on-call-schedules/${made.id}/overrides`
    const answer = await ask(path, { json: { userId: team.viewer.userId.toUpperCase(), from, to } })
    expect(answer.status, answer.text).toBe(201)
    const override = onCallOverride.parse(answer.body)
    const now = async () => onCallSchedule.parse((await ask(`on-call-schedules/${made.id}`)).body).now
    expect((await now())?.person).toEqual({ userId: team.viewer.userId, name: team.viewer.name })
    expect((await ask(`${path}/${override.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(`${path}/${override.id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await now())?.person.userId).not.toBe(team.viewer.userId)

    const stranger = await ask(path, { json: { userId: team.stranger.userId, from, to } })
    expect(stranger.body).toMatchObject({ status: 400, issues: [{ path: 'userId' }] })
    const over = { userId: team.viewer.userId, from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }
    expect((await ask(path, { json: over })).body).toMatchObject({ status: 400, issues: [{ path: 'to' }] })
  })

  it.each([
    ['a zone that is none', { timeZone: 'Mars/Base' }, 'timeZone'],
    ['no layer', { layers: [] }, 'layers'],
    ['nobody', { layers: [layer([])] }, 'layers.0.participants'],
    ['a begin with a zone', { layers: [layer(['x'], { startsAt: '2026-01-05T09:00Z' })] }, 'layers.0.startsAt'],
    ['a day that is none', { layers: [layer(['x'], { startsAt: '2026-02-30T09:00' })] }, 'layers.0.startsAt'],
    ['turns of no time', { layers: [layer(['x'], { turnHours: 0 })] }, 'layers.0.turnHours'],
    ['hours that are none', { layers: [layer(['x'], { hours: [{ days: [8], from: '9', to: '24:00' }] })] }, null],
  ])('is refused with %s', async (_, json, field) => {
    const layers = [layer([team.editor.userId])]
    const answer = await ask('on-call-schedules', { json: { name: 'No', timeZone: 'UTC', layers, ...json } })
    expect(answer.status).toBe(400)
    if (field) expect(JSON.stringify(answer.body)).toContain(`"${field}"`)
  })

  it('has nobody of another workspace, and goes on without whoever left', async () => {
    const layers = [layer([team.stranger.userId])]
    const refused = await ask('on-call-schedules', { json: { name: 'No', timeZone: 'UTC', layers } })
    expect(refused.body).toMatchObject({ status: 400, issues: [{ path: 'layers' }] })

    const { userId } = await addPerson(world, 'leaver')
    await world.database.prisma.membership.create({ data: { workspaceId: team.workspaceId, userId, role: 'viewer' } })
    const made = await addSchedule({ layers: [layer([userId])] })
    expect(made.now?.person.userId).toBe(userId)
    await world.database.prisma.membership.deleteMany({ where: { workspaceId: team.workspaceId, userId } })
    expect(onCallSchedule.parse((await ask(`on-call-schedules/${made.id}`)).body).now).toBeNull()
  })

  it('shows at most a month at once', async () => {
    const made = await addSchedule()
    const shifts = (query: string) => ask(`on-call-schedules/${made.id}/shifts?${query}`)
    expect((await shifts('from=2026-01-01T00:00:00Z&to=2026-02-03T00:00:00Z')).status).toBe(400)
    expect((await shifts('from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z')).status).toBe(400)
  })
})

describe('a policy', () => {
  it('is made, read, changed by version, and deleted; rules go on without it', async () => {
    const made = await addPolicy()
    const path = `escalation-policies/${made.id}`
    const rule = await world.database.prisma.noticeRule.create({
      data: { workspaceId: team.workspaceId, position: 0, name: 'All', escalationPolicyId: made.id },
    })
    const read = await ask(path, {}, 'viewer')
    expect(escalationPolicy.parse(read.body)).toEqual(made)
    const headers = { 'if-match': String(read.headers.get('etag')) }
    const change = () => ask(path, { method: 'PATCH', json: { repeats: 0 }, headers })
    expect(escalationPolicy.parse((await change()).body)).toMatchObject({ repeats: 0, steps: made.steps })
    expect((await change()).body).toMatchObject({ code: 'stale_version' })
    expect((await ask(path, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(path)).status).toBe(404)
    const left = await world.database.prisma.noticeRule.findUniqueOrThrow({ where: { id: rule.id } })
    expect(left).toMatchObject({ escalationPolicyId: null, version: 2 })
    const listed = escalationPoliciesReply.parse((await ask('escalation-policies')).body)
    expect(listed.items.some(({ id }) => id === made.id)).toBe(false)
  })

  it('tells only what is of its workspace', async () => {
    const { workspaceId } = await addPerson(world, 'other')
    const theirs = await addChannel(workspaceId)
    for (const [kind, id] of [
      ['channel', theirs.id],
      ['user', team.stranger.userId],
      ['schedule', crypto.randomUUID()],
    ] as const) {
      const answer = await ask('escalation-policies', { json: { name: 'No', steps: targeting(kind, id) } })
      expect(answer.body, kind).toMatchObject({ status: 400, issues: [{ path: 'steps' }] })
    }
    const ours = await addChannel(team.workspaceId)
    expect((await addPolicy(targeting('channel', ours.id))).steps).toEqual(targeting('channel', ours.id))
  })

  it('keeps the schedule that it tells from being deleted', async () => {
    const schedule = await addSchedule()
    const policy = await addPolicy(targeting('schedule', schedule.id.toUpperCase()))
    const remove = () => ask(`on-call-schedules/${schedule.id}`, { method: 'DELETE' })
    const refused = await remove()
    expect(refused.body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('Office') })
    await ask(`escalation-policies/${policy.id}`, { method: 'DELETE' })
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(404)
  })
})

describe('contacts', () => {
  it('are mail to oneself, until a channel of the workspace is chosen', async () => {
    const channel = await addChannel(team.workspaceId)
    const path = `on-call-contacts/${team.admin.userId}`
    const set = (channelId: string | null) => ask(path, { method: 'PATCH', json: { channelId } })
    expect((await set(channel.id)).status).toBe(200)
    const listed = onCallContactsReply.parse((await ask('on-call-contacts', {}, 'viewer')).body)
    expect(listed.items.find(({ userId }) => userId === team.admin.userId)).toMatchObject({ channelId: channel.id })
    const { workspaceId } = await addPerson(world, 'other')
    const theirs = await addChannel(workspaceId)
    expect((await set(theirs.id)).body).toMatchObject({ status: 400, issues: [{ path: 'channelId' }] })
    expect(
      (await ask(`on-call-contacts/${team.stranger.userId}`, { method: 'PATCH', json: { channelId: null } })).status,
    ).toBe(404)
    await world.database.prisma.channel.delete({ where: { id: channel.id } })
    const after = onCallContactsReply.parse((await ask('on-call-contacts')).body)
    expect(after.items.find(({ userId }) => userId === team.admin.userId)).toMatchObject({ channelId: null })
  })
})

it('another workspace’s policy, schedule and override are not there', async () => {
  const [policy, schedule] = [await addPolicy(), await addSchedule()]
  const [from, to] = [new Date().toISOString(), new Date(Date.now() + DAY_MS).toISOString()]
  const json = { userId: team.editor.userId, from, to }
  const override = onCallOverride.parse((await ask(`on-call-schedules/${schedule.id}/overrides`, { json })).body)
  const stranger = await addPerson(world, 'elsewhere')
  const own = `/api/v1/workspaces/${stranger.workspaceId}`
  const paths = [
    `escalation-policies/${policy.id}`,
    `on-call-schedules/${schedule.id}`,
    `on-call-schedules/${schedule.id}/overrides/${override.id}`,
  ]
  for (const path of paths) {
    const answer = await stranger.browser.request(`${own}/${path}`, { method: 'DELETE' })
    expect([path, answer.status]).toEqual([path, 404])
  }
  const shifts = await stranger.browser.request(`${own}/on-call-schedules/${schedule.id}/shifts?from=${from}&to=${to}`)
  expect(shifts.status).toBe(404)
  // An override under another schedule of one's own is not there either.
  const other = await addSchedule()
  expect((await ask(`on-call-schedules/${other.id}/overrides/${override.id}`, { method: 'DELETE' })).status).toBe(404)
})

it('the audit log tells of all of it', async () => {
  const entries = await world.database.prisma.auditEntry.findMany({ where: { workspaceId: team.workspaceId } })
  const kinds = ['created', 'updated', 'deleted']
  const expected = [
    ...['escalation_policy', 'on_call_schedule'].flatMap((what) => kinds.map((kind) => `${what}.${kind}`)),
    'on_call_override.created',
    'on_call_override.deleted',
    'on_call_contact.updated',
  ]
  expect([...new Set(entries.map(({ action }) => action))]).toEqual(expect.arrayContaining(expected))
})
