import { SCHEDULER_SHARDS } from '@mointering/api-contract/pipeline/topology'
import { expect, test } from 'vitest'
import { openTestStore } from '../../test/fixtures.js'
import { acquireLeases, countOwners, releaseLeases, renewLeases } from './scheduler-leases.js'

const ttlMs = 60_000
const expire = 'UPDATE scheduler_lease SET lease_until = now() WHERE owner = $1'

test('owners that ask at once share the shards without any overlap', async () => {
  await using store = await openTestStore()
  const { pool } = store.database
  for (let round = 0; round < 5; round++) {
    const owners = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}${round}`)
    const taken = await Promise.all(owners.map((owner) => acquireLeases(pool, { owner, max: 5, ttlMs })))
    const shards = taken.flat().map(({ shard }) => shard)
    expect(new Set(shards).size).toBe(shards.length)
    // One that found its candidates locked leaves them for its next turn.
    const rest = await acquireLeases(pool, { owner: 'rest', max: SCHEDULER_SHARDS, ttlMs })
    expect(shards.length + rest.length).toBe(SCHEDULER_SHARDS)
    expect(rest.every(({ epoch }) => epoch === round + 1)).toBe(true)
    expect(await acquireLeases(pool, { owner: 'late', max: SCHEDULER_SHARDS, ttlMs })).toEqual([])
    await pool.query('UPDATE scheduler_lease SET lease_until = now()')
  }
})

test('the watermark moves forward only and goes to the next owner with a higher epoch', async () => {
  await using store = await openTestStore()
  const { pool } = store.database
  const [first] = await acquireLeases(pool, { owner: 'first', max: 1, ttlMs })
  if (!first) throw new Error('no lease')
  expect(first).toEqual({ shard: 0, epoch: 1, watermarkMs: null })
  expect(await renewLeases(pool, { owner: 'first', shards: [{ ...first, watermarkMs: 5000 }], ttlMs })).toEqual([0])
  expect(await renewLeases(pool, { owner: 'first', shards: [{ ...first, watermarkMs: 4000 }], ttlMs })).toEqual([0])
  await pool.query(expire, ['first'])
  const taken = await acquireLeases(pool, { owner: 'second', max: SCHEDULER_SHARDS, ttlMs })
  expect(taken.find(({ shard }) => shard === 0)).toEqual({ shard: 0, epoch: 2, watermarkMs: 5000 })

  const stale = { owner: 'first', shards: [{ ...first, watermarkMs: 9000 }] }
  expect(await renewLeases(pool, { ...stale, ttlMs })).toEqual([])
  await releaseLeases(pool, stale)
  await releaseLeases(pool, { owner: 'second', shards: [{ shard: 0, epoch: 2, watermarkMs: 6000 }] })
  expect(await acquireLeases(pool, { owner: 'third', max: 1, ttlMs })).toEqual([
    { shard: 0, epoch: 3, watermarkMs: 6000 },
  ])
})

test('an owner whose lease ran out keeps it when nobody else took it', async () => {
  await using store = await openTestStore()
  const { pool } = store.database
  const shards = await acquireLeases(pool, { owner: 'slow', max: 2, ttlMs })
  await pool.query(expire, ['slow'])
  expect((await renewLeases(pool, { owner: 'slow', shards, ttlMs })).toSorted()).toEqual([0, 1])
})

test('schedulers without a shard count too, until they leave or fall silent', async () => {
  await using store = await openTestStore()
  const { pool } = store.database
  await acquireLeases(pool, { owner: 'a', max: SCHEDULER_SHARDS, ttlMs })
  await acquireLeases(pool, { owner: 'b', max: 0, ttlMs })
  expect(await countOwners(pool, { ttlMs })).toBe(2)
  await releaseLeases(pool, { owner: 'b', shards: [] })
  expect(await countOwners(pool, { ttlMs })).toBe(1)
  await pool.query(`UPDATE scheduler_owner SET seen_at = seen_at - interval '1 hour'`)
  expect(await countOwners(pool, { ttlMs })).toBe(0)
})
