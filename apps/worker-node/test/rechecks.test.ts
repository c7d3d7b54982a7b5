import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { expect, test, vi } from 'vitest'
import { ROLES } from '../src/worker-config.js'
import { addMonitor, httpTo, prepareTestDatabase, startTestWorker, statusOf } from './pipeline-in-test.js'

const soon = { timeout: 15_000, interval: 50 }

async function watch(statuses: readonly number[]) {
  const stored = await prepareTestDatabase()
  const answers = [...statuses]
  const target = await startHttpTarget((_req, res) => res.writeHead(answers.shift() ?? statuses.at(-1) ?? 500).end())
  const cache = createInProcessCache()
  const queue = createInProcessQueue()
  const monitor = await addMonitor(stored, { settings: httpTo(target.port), intervalSeconds: 3600 })
  const worker = await startTestWorker({ roles: ROLES, queue, cache, database: stored.database })
  const results = async () => {
    const { rows } = await stored.database.pool.query<{ slots: number; attempts: number[] }>(
      'SELECT count(DISTINCT slot)::int AS slots, array_agg(attempt ORDER BY attempt) AS attempts FROM check_result WHERE monitor_key = $1',
      [monitor.key],
    )
    return rows[0]
  }
  return {
    status: () => statusOf(stored, monitor),
    results,
    async [Symbol.asyncDispose]() {
      for (const thing of [worker, queue, cache, target, stored]) await thing[Symbol.asyncDispose]()
    },
  }
}

test('a failure is confirmed within its slot, not an interval later', async () => {
  await using watched = await watch([503])
  await vi.waitFor(async () => expect(await watched.status()).toBe('down'), soon)
  expect(await watched.results()).toEqual({ slots: 1, attempts: [0, 1] })
})

test('one bad answer is cleared within its slot, which counts as up', async () => {
  await using watched = await watch([503, 200])
  await vi.waitFor(async () => expect(await watched.status()).toBe('up'), soon)
  expect(await watched.results()).toEqual({ slots: 1, attempts: [0, 1] })
})
