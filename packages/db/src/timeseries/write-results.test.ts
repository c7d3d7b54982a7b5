import { describe, expect, test } from 'vitest'
import { openTestStore, resultRow, write } from '../../test/fixtures.js'
import { regionKeys } from '../pipeline/regions.js'
import { inTransaction } from '../transaction.js'
import { readResults } from './read-results.js'
import { parseResultCursor } from './result-cursor.js'
import { writeResults } from './write-results.js'

const slotMs = Math.floor(Date.now() / 60_000) * 60_000
const evidence = { remoteAddress: '192.0.2.1', headers: [], bodySample: 'a\0b\ud800c', redirects: [], detail: null }
const anyTime = { fromMs: slotMs - 3_600_000, toMs: slotMs + 3_600_000 }

describe('writing results', () => {
  test('tells which were new, also among duplicates in one call', async () => {
    await using store = await openTestStore()
    const first = resultRow({ monitorKey: 1, slotMs })
    const other = resultRow({ monitorKey: 1, slotMs, region: 'abroad' })
    const later = resultRow({ monitorKey: 1, slotMs, attempt: 1, verdict: 'down' })
    expect(await write(store.database, [first, other, { ...first, verdict: 'down' }])).toEqual([first, other])
    expect(await write(store.database, [other, later, first, later])).toEqual([later])
    expect(await write(store.database, [first])).toEqual([])
    expect(await write(store.database, [])).toEqual([])
  })

  test('keeps message and evidence of failures only, made storable', async () => {
    await using store = await openTestStore()
    await write(store.database, [
      resultRow({ monitorKey: 1, slotMs, message: 'fine', evidence }),
      resultRow({
        monitorKey: 1,
        slotMs: slotMs - 1000,
        verdict: 'down',
        errorCode: 'http_status',
        message: 'bad\0',
        evidence,
      }),
    ])
    const { items } = await readResults(store.database.pool, { monitorKey: 1, ...anyTime, limit: 10 })
    expect(items.map(({ verdict, message }) => [verdict, message])).toEqual([
      ['up', null],
      ['down', 'bad\ufffd'],
    ])
    expect(items[1]).toMatchObject({
      slot: new Date(slotMs - 1000).toISOString(),
      checkedAt: new Date(slotMs - 997).toISOString(),
      region: 'home',
      totalMs: 20,
      phases: { dnsMs: 1, connectMs: 2, tlsMs: null, ttfbMs: 15, transferMs: 2 },
      errorCode: 'http_status',
      evidence: { ...evidence, bodySample: 'a\ufffdb\ufffdc' },
    })
  })

  test('a rolled-back first meeting of a region leaves no wrong key behind', async () => {
    await using store = await openTestStore()
    const { pool } = store.database
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      await writeResults(client, [resultRow({ monitorKey: 1, slotMs, region: 'lost' })])
      await regionKeys(client, ['lost'])
      await client.query('ROLLBACK')
      await client.query('BEGIN')
      await writeResults(client, [resultRow({ monitorKey: 1, slotMs, region: 'kept' })])
      await writeResults(client, [resultRow({ monitorKey: 1, slotMs, region: 'lost' })])
      await client.query('COMMIT')
    } finally {
      client.release()
    }
    const { items } = await readResults(pool, { monitorKey: 1, ...anyTime, limit: 10 })
    expect(items.map(({ region }) => region).toSorted()).toEqual(['kept', 'lost'])
  })

  test('two writers of the same rows in opposite order both finish, and each row is new once', async () => {
    await using store = await openTestStore()
    const rows = Array.from({ length: 500 }, (_, index) => resultRow({ monitorKey: index + 1, slotMs }))
    await inTransaction(store.database.pool, (client) => regionKeys(client, ['home']))
    const [one, two] = await Promise.all([write(store.database, rows), write(store.database, rows.toReversed())])
    expect(one.length + two.length).toBe(500)
  })
})

test('pages of results meet each row once, newest first, also filtered by verdict', async () => {
  await using store = await openTestStore()
  const rows = Array.from({ length: 60 }, (_, index) =>
    resultRow({
      monitorKey: 7,
      slotMs: slotMs - Math.floor(index / 4) * 1000,
      region: index % 2 ? 'a' : 'b',
      attempt: Math.floor(index / 2) % 2,
      verdict: index % 3 ? 'up' : 'down',
    }),
  )
  await write(store.database, rows)
  const collect = async (verdict?: 'down') => {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const before = cursor === null ? undefined : (parseResultCursor(cursor) ?? undefined)
      const page = await readResults(store.database.pool, { monitorKey: 7, ...anyTime, limit: 7, before, verdict })
      seen.push(...page.items.map(({ slot, region, attempt }) => `${slot} ${region} ${attempt}`))
      cursor = page.nextCursor
    } while (cursor !== null)
    return seen
  }
  const all = await collect()
  expect(all).toHaveLength(60)
  expect(new Set(all).size).toBe(60)
  expect(all.map((key) => key.slice(0, 24))).toEqual(
    all
      .map((key) => key.slice(0, 24))
      .toSorted()
      .toReversed(),
  )
  expect(await collect('down')).toHaveLength(20)
})

test('only our own cursors are cursors', () => {
  expect(parseResultCursor('1700000000000_3_1002')).toEqual({ slotMs: 1_700_000_000_000, regionKey: 3, attempt: 1002 })
  for (const text of ['', '1_2', '1_2_3_4', 'a_1_2', '-1_2_3', `1_2_3' --`]) expect(parseResultCursor(text)).toBeNull()
})
