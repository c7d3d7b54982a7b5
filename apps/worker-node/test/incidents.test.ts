import { notice } from '@mointering/api-contract/notices/notice'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { expect, test, vi } from 'vitest'
import type { Role } from '../src/worker-config.js'
import {
  addMonitor,
  httpTo,
  type PreparedDatabase,
  prepareTestDatabase,
  type StoredMonitor,
  startTestWorker,
} from './pipeline-in-test.js'

const soon = { timeout: 15_000, interval: 50 }
const CHANNEL = { kind: 'webhook', name: 'Hook', settings: { kind: 'webhook', url: 'http://127.0.0.1:1/' } }

async function startWorld() {
  const stored = await prepareTestDatabase()
  const state = { status: 200 }
  const target = await startHttpTarget((_req, res) => res.writeHead(state.status).end('hello'))
  const cache = createInProcessCache()
  const queue = createInProcessQueue()
  const { workspaceId, database } = stored
  const channel = await database.prisma.channel.create({ data: { workspaceId, ...CHANNEL, isDefault: true } })
  const roles: Role[] = ['scheduler', 'prober', 'ingester']
  const worker = await startTestWorker({ roles, queue, cache, database })
  return {
    stored,
    state,
    channel,
    settings: httpTo(target.port),
    async [Symbol.asyncDispose]() {
      for (const thing of [worker, queue, cache, target, stored]) await thing[Symbol.asyncDispose]()
    },
  }
}

const timelineOf = async ({ database }: PreparedDatabase, { key }: StoredMonitor): Promise<string[]> => {
  const events = await database.prisma.incidentEvent.findMany({
    where: { incident: { monitorKey: key } },
    orderBy: { id: 'asc' },
  })
  return events.map(({ kind }) => kind)
}
const toldOf = async ({ database }: PreparedDatabase): Promise<string[]> => {
  const deliveries = await database.prisma.delivery.findMany({ orderBy: { queuedAt: 'asc' } })
  return deliveries.map((delivery) => notice.parse(delivery.notice).title)
}

test('an outage is an incident with its evidence, and the channel hears of its beginning and its end', async () => {
  await using world = await startWorld()
  const { stored, state, channel } = world
  const monitor = await addMonitor(stored, { settings: world.settings })
  state.status = 503
  await vi.waitFor(async () => expect(await timelineOf(stored, monitor)).toEqual(['opened']), soon)
  state.status = 200
  await vi.waitFor(async () => expect(await timelineOf(stored, monitor)).toEqual(['opened', 'resolved']), soon)

  const incident = await stored.database.prisma.incident.findFirstOrThrow({ where: { monitorKey: monitor.key } })
  expect(incident).toMatchObject({
    status: 'resolved',
    severity: 'critical',
    errorCode: 'http_status',
    quietBecause: null,
  })
  expect(incident.evidence).toMatchObject({
    looks: expect.arrayContaining([expect.objectContaining({ verdict: 'down', httpStatus: 503, region: 'local' })]),
  })
  expect(await toldOf(stored)).toEqual(['Test is down', 'Test is up again'])
  const deliveries = await stored.database.prisma.delivery.findMany({ orderBy: { queuedAt: 'asc' } })
  expect(deliveries.map(({ channelId, incidentId, state }) => [channelId, incidentId, state])).toEqual([
    [channel.id, incident.id, 'waiting'],
    [channel.id, incident.id, 'waiting'],
  ])
  for (const { id, checkedAt, queuedAt } of deliveries) {
    expect(checkedAt).not.toBeNull()
    expect(queuedAt.getTime() - (checkedAt?.getTime() ?? 0)).toBeLessThan(5000)
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('a monitor whose parent is down has an incident of its own that is linked and not told', async () => {
  await using world = await startWorld()
  const { stored, state } = world
  const parent = await addMonitor(stored, { settings: world.settings })
  const child = await addMonitor(stored, { settings: world.settings })
  await stored.database.prisma.monitor.update({
    where: { id: child.id },
    data: { dependsOn: [parent.id], name: 'Child', updatedAt: new Date() },
  })
  state.status = 503
  await vi.waitFor(async () => {
    const [of] = await stored.database.prisma.incident.findMany({ where: { monitorKey: child.key } })
    expect(of).toMatchObject({ quietBecause: 'dependency' })
    expect(of?.parentId).not.toBeNull()
  }, soon)
  state.status = 200
  await vi.waitFor(async () => expect(await timelineOf(stored, child)).toEqual(['opened', 'resolved']), soon)
  await vi.waitFor(async () => expect(await timelineOf(stored, parent)).toEqual(['opened', 'resolved']), soon)
  const alive = await stored.database.prisma.delivery.findMany({ where: { state: { not: 'dropped' } } })
  expect(alive.map((delivery) => notice.parse(delivery.notice).title).toSorted()).toEqual([
    'Test is down',
    'Test is up again',
  ])
})

test('an incident in a maintenance window is kept and not told', async () => {
  await using world = await startWorld()
  const { stored, state } = world
  const inside = await addMonitor(stored, { settings: world.settings })
  const outside = await addMonitor(stored, { settings: world.settings })
  const { prisma } = stored.database
  await prisma.monitor.update({ where: { id: outside.id }, data: { name: 'Outside', updatedAt: new Date() } })
  await prisma.maintenanceWindow.create({
    data: {
      workspaceId: stored.workspaceId,
      name: 'Move',
      startsAt: new Date(Date.now() - 60_000),
      timeZone: 'UTC',
      monitorIds: [inside.id],
    },
  })
  state.status = 503
  await vi.waitFor(async () => {
    expect(await timelineOf(stored, inside)).toEqual(['opened'])
    expect(await timelineOf(stored, outside)).toEqual(['opened'])
  }, soon)
  expect(await prisma.incident.findFirst({ where: { monitorKey: inside.key } })).toMatchObject({
    quietBecause: 'maintenance',
  })
  expect(await toldOf(stored)).toEqual(['Outside is down'])
})

test('a channel that only an escalation told hears of the end', async () => {
  await using world = await startWorld()
  const { stored, state } = world
  const { prisma } = stored.database
  const monitor = await addMonitor(stored, { settings: world.settings })
  const pager = await prisma.channel.create({ data: { workspaceId: stored.workspaceId, ...CHANNEL, name: 'Pager' } })
  state.status = 503
  await vi.waitFor(async () => expect(await timelineOf(stored, monitor)).toEqual(['opened']), soon)
  const incident = await prisma.incident.findFirstOrThrow({ where: { monitorKey: monitor.key } })
  expect(incident.nextEscalationAt).toEqual(incident.openedAt)
  const [told] = await prisma.delivery.findMany({ where: { incidentId: incident.id } })
  if (!told) throw new Error('Nothing was told of the opening')
  const { workspaceId, severity } = told
  await prisma.delivery.create({
    data: {
      workspaceId,
      severity,
      channelId: pager.id,
      incidentId: incident.id,
      eventKey: 'incident:escalated',
      notice: notice.parse(told.notice),
    },
  })
  state.status = 200
  await vi.waitFor(async () => expect(await timelineOf(stored, monitor)).toEqual(['opened', 'resolved']), soon)
  const ended = await prisma.delivery.findMany({ where: { incidentId: incident.id }, orderBy: { seq: 'asc' } })
  const ends = ended.filter((delivery) => notice.parse(delivery.notice).kind === 'resolved')
  expect(ends.map(({ channelId }) => channelId).toSorted()).toEqual([world.channel.id, pager.id].toSorted())
  expect((await prisma.incident.findFirstOrThrow({ where: { id: incident.id } })).nextEscalationAt).toBeNull()
})
