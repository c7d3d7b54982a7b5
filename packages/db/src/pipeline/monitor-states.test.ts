import { describe, expect, test } from 'vitest'
import { addMonitor, openTestStore } from '../../test/fixtures.js'
import { inTransaction } from '../transaction.js'
import { readHeartbeats, recordHeartbeat } from './heartbeats.js'
import { readMonitorsByKey, readMonitorsChangedSince, readMonitorsOfShards } from './monitor-feed.js'
import { readStates, StaleStateError, type StoredState, saveStates } from './monitor-states.js'
import { listRegions, markRegionSeen } from './regions.js'

const certificate = { subject: 's', issuer: 'i', validFrom: 1, validTo: 2, fingerprint256: 'f', protocol: 'TLSv1.3' }
const state = (monitorKey: number, version: number): StoredState => ({
  monitorKey,
  status: 'down',
  statusSinceMs: 1_700_000_000_123,
  statusReason: 'Refused "it"',
  slotMs: 1_700_000_000_456,
  certificateExpiresAtMs: 1_800_000_000_000,
  certificate,
  version,
})

describe('monitor states', () => {
  test('are read as written, one version later', async () => {
    await using store = await openTestStore()
    const { pool } = store.database
    const [a, b] = [await addMonitor(store.database), await addMonitor(store.database)]
    const plain = {
      ...state(b.key, 0),
      statusSinceMs: null,
      statusReason: null,
      slotMs: null,
      certificateExpiresAtMs: null,
      certificate: null,
    }
    await inTransaction(pool, (client) => saveStates(client, [state(a.key, 0), plain]))
    await inTransaction(pool, (client) => saveStates(client, [state(a.key, 1)]))
    const stored = await readStates(pool, [a.key, b.key, 999_999])
    expect([...stored.values()].toSorted((x, y) => x.monitorKey - y.monitorKey)).toEqual([
      state(a.key, 2),
      { ...plain, version: 1 },
    ])
  })

  test('of two writers that read the same version one is refused, with everything it wrote', async () => {
    await using store = await openTestStore()
    const { pool } = store.database
    const [a, b] = [await addMonitor(store.database), await addMonitor(store.database)]
    const save = (changes: StoredState[]) => inTransaction(pool, (client) => saveStates(client, changes))
    const outcomes = await Promise.allSettled([save([state(a.key, 0)]), save([state(a.key, 0)])])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(save([state(b.key, 0), state(a.key, 0)])).rejects.toThrow(StaleStateError)
    await expect(save([state(b.key, 3)])).rejects.toMatchObject({ monitorKeys: [b.key] })
    expect((await readStates(pool, [b.key])).size).toBe(0)
  })

  test('of a monitor removed in the meantime are passed over', async () => {
    await using store = await openTestStore()
    await inTransaction(store.database.pool, (client) => saveStates(client, [state(12_345, 0)]))
    expect((await readStates(store.database.pool, [12_345])).size).toBe(0)
  })
})

test('a heartbeat call is recorded for its owner, never backwards, and not for an unknown or deleted one', async () => {
  await using store = await openTestStore()
  const { pool, prisma } = store.database
  const { key, id } = await addMonitor(store.database)
  await prisma.heartbeat.create({ data: { monitorKey: key, token: 'secret' } })
  const call = { atMs: 5000, status: 'up', message: 'done', durationMs: 1.5 } as const
  expect(await recordHeartbeat(pool, 'secret', call)).toMatchObject({ monitorKey: key, monitorId: id })
  expect(await recordHeartbeat(pool, 'secret', { ...call, atMs: 4000, status: 'down' })).not.toBeNull()
  expect([...(await readHeartbeats(pool, [key])).values()]).toEqual([
    { monitorKey: key, lastAtMs: 5000, lastStatus: 'up', lastMessage: 'done', lastDurationMs: 1.5 },
  ])
  expect(await recordHeartbeat(pool, 'other', call)).toBeNull()
  await prisma.monitor.update({ where: { key }, data: { deletedAt: new Date() } })
  expect(await recordHeartbeat(pool, 'secret', call)).toBeNull()
})

test('the feed gives monitors of shards, by key and by change, tells deleted ones, and keeps unreadable ones apart', async () => {
  await using store = await openTestStore()
  const { pool, prisma } = store.database
  const [a, b, c] = [
    await addMonitor(store.database),
    await addMonitor(store.database),
    await addMonitor(store.database),
  ]
  const later = new Date(Date.now() + 60_000)
  await prisma.monitor.update({ where: { key: b.key }, data: { deletedAt: later, updatedAt: later } })
  await prisma.monitor.update({ where: { key: c.key }, data: { settings: { kind: 'from the future' } } })

  const ofShards = await readMonitorsOfShards(pool, [a.key % 16, b.key % 16, c.key % 16])
  expect(ofShards.monitors.map(({ key }) => key)).toEqual([a.key])
  expect(ofShards.unreadable.map(({ monitorKey }) => monitorKey)).toEqual([c.key])
  expect(ofShards.monitors[0]).toMatchObject({
    id: a.id,
    settings: { kind: 'tcp' },
    deleted: false,
    revisions: a.revisions,
  })
  expect((await readMonitorsOfShards(pool, [(c.key + 1) % 16])).monitors).toEqual([])
  expect((await readMonitorsByKey(pool, [a.key, b.key])).monitors.map(({ deleted }) => deleted)).toEqual([false, true])
  expect((await readMonitorsChangedSince(pool, later.getTime())).monitors.map(({ key }) => key)).toEqual([b.key])
})

test('a region is seen at the latest sign of life', async () => {
  await using store = await openTestStore()
  const { pool } = store.database
  await markRegionSeen(pool, 'home', 5000)
  await markRegionSeen(pool, 'home', 4000)
  expect(await listRegions(pool)).toEqual([{ code: 'home', lastSeenAtMs: 5000 }])
})
