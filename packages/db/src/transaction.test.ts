import { expect, test } from 'vitest'
import { openTestStore } from '../test/fixtures.js'
import { inTransaction } from './transaction.js'

test('a connection that is lost between two queries rejects, is thrown away, and ends no process', async () => {
  await using store = await openTestStore()
  const { pool } = store.database
  const lost = inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const gone = new Promise((resolve) => client.once('end', resolve))
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    await gone
    await client.query('SELECT 1')
  })
  await expect(lost).rejects.toThrow()
  expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
})
