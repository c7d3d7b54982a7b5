import { notice } from '@mointering/api-contract/notices/notice'
import { MOST_DUE_AT_ONCE } from '@mointering/db/incidents/due-incidents'
import { expect, test } from 'vitest'
import { MINUTE_MS, openSweeperWorld, type SweeperWorld } from './sweeper-in-test.js'

const channelStep = (delaySeconds: number, id: string) => ({
  delaySeconds,
  targets: [{ kind: 'channel' as const, id }],
})
const scheduleOf = (world: SweeperWorld, participants: string[]) =>
  world.database.prisma.onCallSchedule.create({
    data: {
      workspaceId: world.workspaceId,
      name: 'Primary',
      timeZone: 'Europe/Berlin',
      layers: [{ name: 'Days', startsAt: '2026-11-23T09:00', turnHours: 24, participants, hours: [] }],
    },
  })

test('reminds every so often, until somebody acknowledges', async () => {
  await using world = await openSweeperWorld()
  await world.addChannel('Team', { isDefault: true })
  const id = await world.open(await world.addMonitor({ remindEveryMinutes: 30 }), {
    remindAtMs: world.now() + 30 * MINUTE_MS,
  })
  await world.sweep()
  expect(await world.told()).toEqual([])
  world.advance(30 * MINUTE_MS)
  await world.sweep()
  await world.sweep()
  world.advance(30 * MINUTE_MS)
  await world.sweep()
  expect(await world.told()).toEqual(['Team: Shop is still down', 'Team: Shop is still down'])
  expect(await world.timeline(id)).toEqual(['opened', 'reminded', 'reminded'])
  const [first] = await world.database.prisma.delivery.findMany({ orderBy: { seq: 'asc' } })
  expect(notice.parse(first?.notice)).toMatchObject({
    kind: 'reminder',
    groupKey: `incident:${id}`,
    summary: 'HTTP 503. Since 10:00:00 UTC, for 30 min.',
  })
  await world.database.prisma.incident.update({ where: { id }, data: { acknowledgedAt: new Date() } })
  world.advance(30 * MINUTE_MS)
  await world.sweep()
  expect(await world.told()).toHaveLength(2)
  expect((await world.incidentOf(id)).nextReminderAt).toBeNull()
})

test('escalates step by step, and round by round, until nothing is left', async () => {
  await using world = await openSweeperWorld()
  const [first, second] = [await world.addChannel('First'), await world.addChannel('Second')]
  const policyId = await world.addPolicy([channelStep(300, first), channelStep(600, second)], 1)
  const id = await world.open(await world.addMonitor())
  const lookAfter = async (minutes: number) => {
    world.advance(minutes * MINUTE_MS)
    await world.sweep()
    return (await world.told()).length
  }
  expect(await lookAfter(0)).toBe(0)
  expect(await world.incidentOf(id)).toMatchObject({ escalationPolicyId: policyId, escalationStep: 0 })
  expect([await lookAfter(4), await lookAfter(1), await lookAfter(9), await lookAfter(1)]).toEqual([0, 1, 1, 2])
  expect([await lookAfter(5), await lookAfter(10), await lookAfter(60)]).toEqual([3, 4, 4])
  expect(await world.told()).toEqual([
    'First: Shop is down: please look',
    'Second: Shop is down, and nobody has acknowledged it',
    'First: Shop is down, and nobody has acknowledged it',
    'Second: Shop is down, and nobody has acknowledged it',
  ])
  expect(await world.timeline(id)).toEqual(['opened', 'escalated', 'escalated', 'escalated', 'escalated'])
  expect(await world.incidentOf(id)).toMatchObject({ escalationStep: 4, nextEscalationAt: null })
})

test('an acknowledgement stops it, and taking it back begins it anew', async () => {
  await using world = await openSweeperWorld()
  const channel = await world.addChannel('Pager')
  await world.addPolicy([channelStep(60, channel)])
  const id = await world.open(await world.addMonitor())
  const { prisma } = world.database
  await prisma.incident.update({ where: { id }, data: { acknowledgedAt: new Date() } })
  world.advance(MINUTE_MS)
  await world.sweep()
  expect(await world.told()).toEqual([])
  await prisma.incident.update({
    where: { id },
    data: { acknowledgedAt: null, nextEscalationAt: new Date(world.now()) },
  })
  await prisma.incidentEvent.create({ data: { incidentId: id, kind: 'unacknowledged', at: new Date(world.now()) } })
  await world.sweep()
  expect(await world.told()).toEqual([])
  world.advance(MINUTE_MS)
  await world.sweep()
  expect(await world.told()).toHaveLength(1)
})

test('tells who is on call: by mail to their own address as it is now, or where they want to be told', async () => {
  await using world = await openSweeperWorld()
  const { prisma } = world.database
  const [ada, bob] = [await world.addMember('Ada'), await world.addMember('Bob')]
  const { id: scheduleId } = await scheduleOf(world, [ada, bob])
  await world.addPolicy([{ delaySeconds: 0, targets: [{ kind: 'schedule', id: scheduleId }] }], 1)
  await prisma.user.update({ where: { id: bob }, data: { email: 'new@example.org' } })
  const id = await world.open(await world.addMonitor()) // the 24th, 11:00 in Berlin: the second day
  await world.sweep()
  expect(await world.told()).toEqual(['On call: Bob: Shop is down: please look'])
  const own = await prisma.channel.findFirstOrThrow({ where: { memberId: bob } })
  expect(own).toMatchObject({ kind: 'email', settings: { to: ['new@example.org'] }, isDefault: false, version: 1 })
  const events = await prisma.incidentEvent.findMany({ where: { incidentId: id, kind: 'escalated' } })
  expect(events.map(({ message }) => message)).toEqual(['Office, step 1: Bob'])

  await prisma.user.update({ where: { id: bob }, data: { email: 'newer@example.org' } })
  world.advance(5 * MINUTE_MS)
  await world.sweep()
  expect(await prisma.channel.findMany({ where: { memberId: { not: null } } })).toMatchObject([
    { id: own.id, settings: { to: ['newer@example.org'] }, version: 2 },
  ])

  const phone = await world.addChannel('Phone')
  await prisma.membership.updateMany({ where: { userId: bob }, data: { onCallChannelId: phone } })
  await world.open(await world.addMonitor({ name: 'Blog' }))
  await world.sweep()
  expect((await world.told()).at(-1)).toBe('Phone: Blog is down: please look')
})

test('nobody on call: the usual channels are told', async () => {
  await using world = await openSweeperWorld()
  const usual = await world.addChannel('Usual')
  const ada = await world.addMember('Ada')
  const { id: scheduleId } = await scheduleOf(world, [ada])
  await world.addPolicy([{ delaySeconds: 60, targets: [{ kind: 'schedule', id: scheduleId }] }], 0, [usual])
  // She left: her turn is nobody's.
  await world.database.prisma.membership.deleteMany({ where: { userId: ada } })
  await world.open(await world.addMonitor())
  world.advance(MINUTE_MS)
  await world.sweep()
  expect(await world.told()).toEqual(['Usual: Shop is down: please look'])
  const [delivery] = await world.database.prisma.delivery.findMany()
  expect(notice.parse(delivery?.notice).summary).toContain('Nobody is on call now')
})

test('another workspace’s channels, schedules and people are never told', async () => {
  await using world = await openSweeperWorld()
  const { prisma } = world.database
  const usual = await world.addChannel('Usual')
  const other = await prisma.workspace.create({ data: { slug: 'other', name: 'Other' } })
  const settings = { kind: 'webhook', url: 'http://127.0.0.1:1/' }
  const theirs = await prisma.channel.create({
    data: { workspaceId: other.id, kind: 'webhook', name: 'Theirs', settings },
  })
  const eve = await prisma.user.create({ data: { email: 'eve@example.org', name: 'Eve' } })
  await prisma.membership.create({ data: { workspaceId: other.id, userId: eve.id, role: 'owner' } })
  const layers = [{ name: 'All', startsAt: '2026-01-01T00:00', turnHours: 24, participants: [eve.id], hours: [] }]
  const schedule = await prisma.onCallSchedule.create({
    data: { workspaceId: other.id, name: 'Theirs', timeZone: 'UTC', layers },
  })
  const targets = [
    { kind: 'channel' as const, id: theirs.id },
    { kind: 'user' as const, id: eve.id },
    { kind: 'schedule' as const, id: schedule.id },
  ]
  await world.addPolicy([{ delaySeconds: 0, targets }], 0, [usual])
  await world.open(await world.addMonitor())
  await world.sweep()
  expect(await world.told()).toEqual(['Usual: Shop is down: please look'])
})

test('maintenance that is over releases what is still down, after its monitor was looked at again', async () => {
  await using world = await openSweeperWorld()
  await world.addChannel('Team', { isDefault: true })
  const { prisma } = world.database
  const monitor = await world.addMonitor()
  const window = await prisma.maintenanceWindow.create({
    data: {
      workspaceId: world.workspaceId,
      name: 'Move',
      startsAt: new Date(world.now() - MINUTE_MS),
      timeZone: 'UTC',
    },
  })
  const id = await world.open(monitor, { quietBecause: 'maintenance' })
  await using sweeper = world.sweeper()
  await sweeper.look()
  expect(await world.told()).toEqual([])
  await prisma.maintenanceWindow.update({ where: { id: window.id }, data: { endedAt: new Date(world.now()) } })
  world.advance(1000)
  await sweeper.look()
  expect(await world.told()).toEqual([])
  world.advance(MINUTE_MS)
  await world.judged(monitor)
  await sweeper.look()
  await sweeper.look()
  expect(await world.told()).toEqual(['Team: Shop is down'])
  expect(await world.timeline(id)).toEqual(['opened', 'released'])
  expect(await world.incidentOf(id)).toMatchObject({ quietBecause: null })
  expect(sweeper.failures).toEqual([])
})

test('a child is told when the monitor that it needs is well and it is not; maintenance still keeps it quiet', async () => {
  await using world = await openSweeperWorld()
  await world.addChannel('Team', { isDefault: true })
  const { prisma } = world.database
  const parent = await world.addMonitor({ name: 'Router' })
  const child = await world.addMonitor({ dependsOn: [parent.id] })
  const parentIncident = await world.open(parent)
  const id = await world.open(child, { quietBecause: 'dependency' })
  await using sweeper = world.sweeper()
  const later = async () => {
    world.advance(2 * MINUTE_MS)
    await world.judged(child)
    world.advance(1)
    await sweeper.look()
    return world.timeline(id)
  }
  await sweeper.look()
  expect(await later()).toEqual(['opened'])
  await prisma.incident.update({ where: { id: parentIncident }, data: { status: 'resolved', resolvedAt: new Date() } })
  const window = await prisma.maintenanceWindow.create({
    data: { workspaceId: world.workspaceId, name: 'Move', startsAt: new Date(world.now()), timeZone: 'UTC' },
  })
  expect([await later(), await later()]).toEqual([['opened'], ['opened']])
  await prisma.maintenanceWindow.delete({ where: { id: window.id } })
  expect([await later(), await later()]).toEqual([['opened'], ['opened', 'released']])
  expect(await world.told()).toEqual(['Team: Shop is down'])
})

test('the first step at once tells no channel that hears of the opening anyway', async () => {
  await using world = await openSweeperWorld()
  const [both, pager] = [await world.addChannel('Both'), await world.addChannel('Pager')]
  const targets = [both, pager].map((id) => ({ kind: 'channel' as const, id }))
  await world.addPolicy([{ delaySeconds: 0, targets }], 0, [both])
  const id = await world.open(await world.addMonitor())
  const event = await world.database.prisma.incidentEvent.findFirstOrThrow({ where: { incidentId: id } })
  await world.database.prisma.delivery.create({
    data: {
      workspaceId: world.workspaceId,
      channelId: both,
      eventKey: `incident:${event.id}`,
      incidentId: id,
      severity: 'critical',
      notice: { title: 'as the ingester queued it' },
    },
  })
  await world.sweep()
  const told = await world.database.prisma.delivery.findMany({ where: { eventKey: { not: `incident:${event.id}` } } })
  expect(told.map(({ channelId }) => channelId)).toEqual([pager])
})

test('any number of sweepers at once tell each thing once', async () => {
  await using world = await openSweeperWorld()
  const channel = await world.addChannel('Team', { isDefault: true })
  const ada = await world.addMember('Ada')
  await world.addPolicy([{ delaySeconds: 0, targets: [{ kind: 'user', id: ada }] }, channelStep(60, channel)], 0, [
    channel,
  ])
  const ids: string[] = []
  for (let count = 0; count < 8; count++)
    ids.push(await world.open(await world.addMonitor({ remindEveryMinutes: 1 }), { remindAtMs: world.now() }))
  const sweepers = [world.sweeper(), world.sweeper(), world.sweeper()]
  try {
    await Promise.all(sweepers.map(({ look }) => look()))
    await world.sweep() // what another had in hand
    world.advance(MINUTE_MS)
    await Promise.all(sweepers.map(({ look }) => look()))
    await world.sweep()
    expect(sweepers.flatMap(({ failures }) => failures)).toEqual([])
  } finally {
    for (const sweeper of sweepers) await sweeper[Symbol.asyncDispose]()
  }
  for (const id of ids) expect(await world.timeline(id)).toEqual(['opened', 'escalated', 'reminded', 'escalated'])
  const told = await world.told()
  expect(told.filter((line) => line.startsWith('On call: Ada'))).toHaveLength(ids.length)
  expect(told.filter((line) => line.startsWith('Team'))).toHaveLength(2 * ids.length)
  expect(await world.database.prisma.channel.count({ where: { memberId: ada } })).toBe(1)
})

test.each(['sweep:noted', 'sweep:queued'])(
  'killed at %s: nothing of it happened, and the next one does it once',
  async (point) => {
    await using world = await openSweeperWorld()
    const channel = await world.addChannel('Team', { isDefault: true })
    await world.addPolicy([channelStep(0, channel)])
    const id = await world.open(await world.addMonitor())
    await world.crashAt(point)
    expect(await world.told()).toEqual([])
    expect(await world.timeline(id)).toEqual(['opened'])
    await world.sweep()
    await world.sweep()
    expect(await world.told()).toEqual(['Team: Shop is down: please look'])
    expect(await world.timeline(id)).toEqual(['opened', 'escalated'])
  },
)

test('one incident that cannot be told does not stand in the way of the others', async () => {
  await using world = await openSweeperWorld()
  await world.addChannel('Team', { isDefault: true })
  const broken = await world.addMonitor({ remindEveryMinutes: 1 })
  await world.open(broken, { remindAtMs: world.now() - 1 })
  await world.open(await world.addMonitor({ name: 'Blog', remindEveryMinutes: 1 }), { remindAtMs: world.now() })
  await world.database.prisma.monitor.update({ where: { id: broken.id }, data: { settings: { kind: 'nothing' } } })
  await using sweeper = world.sweeper()
  await sweeper.look()
  expect(sweeper.failures).toHaveLength(1)
  expect(await world.told()).toEqual(['Team: Blog is still down'])
  await sweeper.look()
  expect(sweeper.failures).toHaveLength(1)
  world.advance(MINUTE_MS)
  await sweeper.look()
  expect(sweeper.failures).toHaveLength(2)
})

test('more than one look holds: all are told in the end, and the sweeper says that there is more', async () => {
  await using world = await openSweeperWorld()
  await world.addChannel('Team', { isDefault: true })
  const monitor = await world.addMonitor({ remindEveryMinutes: 60 })
  for (let count = 0; count < MOST_DUE_AT_ONCE + 1; count++) await world.open(monitor, { remindAtMs: world.now() })
  await using sweeper = world.sweeper()
  expect([await sweeper.look(), await sweeper.look(), await sweeper.look()]).toEqual([true, false, false])
  expect(await world.told()).toHaveLength(MOST_DUE_AT_ONCE + 1)
})

test('who leaves takes the channel of her own along, with what waits on it', async () => {
  await using world = await openSweeperWorld()
  const { prisma } = world.database
  const usual = await world.addChannel('Usual')
  const ada = await world.addMember('Ada')
  await prisma.membership.updateMany({ where: { userId: ada }, data: { onCallChannelId: usual } })
  await prisma.channel.update({ where: { id: usual }, data: { enabled: false } })
  await world.addPolicy([{ delaySeconds: 0, targets: [{ kind: 'user', id: ada }] }])
  await world.open(await world.addMonitor())
  await world.sweep()
  expect(await world.told()).toEqual(['On call: Ada: Shop is down: please look'])
  await prisma.user.delete({ where: { id: ada } })
  expect(await world.told()).toEqual([])
  expect(await prisma.channel.findMany({ select: { id: true } })).toEqual([{ id: usual }])
})
