import { afterEach, expect, test, vi } from 'vitest'
import { createDatabaseClock } from '../../src/notifier/database-clock.js'
import { prepareTestDatabase } from '../pipeline-in-test.js'

afterEach(() => vi.restoreAllMocks())

test('a machine whose clock jumps goes by the time of the database all the same', async () => {
  await using stored = await prepareTestDatabase()
  const trueMs = Date.now()
  vi.spyOn(Date, 'now').mockImplementation(() => trueMs + 86_400_000)
  const clock = createDatabaseClock(stored.database.pool)
  expect(clock.now()).toBeGreaterThanOrEqual(trueMs + 86_400_000)
  await clock.sync()
  expect(Math.abs(clock.now() - trueMs)).toBeLessThan(10_000)
  vi.spyOn(Date, 'now').mockImplementation(() => trueMs - 86_400_000)
  expect(Math.abs(clock.now() - trueMs)).toBeLessThan(10_000)
})
