import { liveEvent } from '@mointering/api-contract/pipeline/live-events'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { initialStatus } from '@mointering/monitoring-core/status-machine'
import { expect, test, vi } from 'vitest'
import { sampleMonitor, T0 } from '../testing/sample-monitor.js'
import { sampleResult } from '../testing/sample-result.js'
import { liveEventsOf, publishLive } from './live-events.js'
import { toRow } from './to-rows.js'

const ID = '0198b0f0-0000-7000-8000-000000000001'
const memoryIn = (workspaceId: string) => ({
  monitor: sampleMonitor({ id: ID, workspaceId }),
  status: { ...initialStatus, status: 'down' as const, sinceMs: T0 },
  reason: 'Connection refused',
  before: null,
  slots: [],
})

test('each workspace hears of its own results in one event, then of its changes', () => {
  const [one, two] = [memoryIn('one'), memoryIn('two')]
  const row = toRow(7, sampleResult())
  const events = liveEventsOf({
    rows: [
      { memory: one, row },
      { memory: two, row },
      { memory: one, row },
    ],
    changed: [two],
    incidents: {
      watched: new Set(),
      queued: false,
      changes: [
        { incidentId: ID, workspaceId: 'two', monitorId: ID, steps: [{ kind: 'opened', severity: 'critical' }] },
      ],
    },
  })
  expect(events.map(({ workspaceId, event }) => [workspaceId, event.type])).toEqual([
    ['one', 'results'],
    ['two', 'results'],
    ['two', 'status'],
    ['two', 'incident'],
  ])
  for (const { event } of events) expect(liveEvent.parse(event)).toEqual(event)
})

test('a cache that is away fails nothing', async () => {
  const cache = createInProcessCache()
  cache.publish = () => Promise.reject(new Error('away'))
  const onFailure = vi.fn()
  await publishLive(
    cache,
    liveEventsOf({
      rows: [],
      changed: [memoryIn('one')],
      incidents: { watched: new Set(), queued: false, changes: [] },
    }),
    onFailure,
  )
  expect(onFailure).toHaveBeenCalledOnce()
})
