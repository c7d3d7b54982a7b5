import { purgeDeletedMonitors } from '@mointering/db/maintenance/deleted-monitors'
import { purgeDeletedWorkspaces } from '@mointering/db/maintenance/deleted-workspaces'
import { DEFAULT_EXPIRY, removeExpiredRows } from '@mointering/db/maintenance/expired-rows'
import { removeOldAuditEntries } from '@mointering/db/maintenance/old-audit-entries'
import { applyRetention } from '@mointering/db/maintenance/retention'
import type { StorageBackend } from '@mointering/db/storage/storage-backend'
import { rollUpDue } from '@mointering/db/timeseries/rollup'
import type pg from 'pg'
import type { WorkerConfig } from '../worker-config.js'
import type { JanitorEvents } from './events.js'
import type { Step } from './housekeeping.js'
import { readRecentCoverage } from './recent-coverage.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const COVERAGE_MS = 2 * MINUTE_MS
/** Results are there this long after their slot, or never. */
const SETTLED_MS = 2 * MINUTE_MS

/** Everything the janitor does, most urgent first: without room for tomorrow's results nothing could be written. */
export function housekeepingSteps(deps: {
  config: WorkerConfig
  pool: pg.Pool
  storage: StorageBackend
  events: JanitorEvents
}): Step[] {
  const { config, pool, storage, events } = deps
  return [
    { name: 'make room ahead', everyMs: HOUR_MS, run: (nowMs) => storage.ensureAhead(new Date(nowMs)) },
    {
      name: 'roll up',
      everyMs: 2 * MINUTE_MS,
      async run(nowMs) {
        await rollUpDue(pool, nowMs)
      },
    },
    {
      name: 'measure coverage',
      everyMs: MINUTE_MS,
      async run(nowMs) {
        const toMs = nowMs - SETTLED_MS
        const { expected, observed } = await readRecentCoverage(pool, { fromMs: toMs - COVERAGE_MS, toMs })
        events.coverageMeasured(expected, observed)
      },
    },
    {
      name: 'compress',
      everyMs: HOUR_MS,
      async run(nowMs) {
        await storage.compressOlderThan(new Date(nowMs - config.COMPRESS_AFTER_DAYS * DAY_MS))
      },
    },
    {
      name: 'remove what is too old',
      everyMs: HOUR_MS,
      async run(nowMs) {
        const removed = await applyRetention(pool, storage, {
          nowMs,
          rawDays: config.RETENTION_RAW_DAYS,
          hourDays: config.RETENTION_HOUR_DAYS,
          dayDays: config.RETENTION_DAY_DAYS,
        })
        events.removed('days of results', removed.rawDays)
        events.removed('rollups', removed.rollups)
      },
    },
    {
      name: 'remove deleted monitors',
      everyMs: 10 * MINUTE_MS,
      async run(nowMs) {
        // One bounded portion a turn: with many, the next turn goes on, and the other steps are not held up.
        events.removed('monitors', await purgeDeletedMonitors(pool, nowMs))
      },
    },
    {
      name: 'remove deleted workspaces',
      everyMs: 10 * MINUTE_MS,
      async run(nowMs) {
        const purged = await purgeDeletedWorkspaces(pool, nowMs)
        events.removed('monitors', purged.monitors)
        events.removed('workspaces', purged.workspaces)
      },
    },
    {
      name: 'remove expired rows',
      everyMs: HOUR_MS,
      async run(nowMs) {
        events.removed('expired rows', await removeExpiredRows(pool, { ...DEFAULT_EXPIRY, nowMs }))
      },
    },
    {
      name: 'remove old audit entries',
      everyMs: 10 * MINUTE_MS,
      async run(nowMs) {
        events.removed('audit entries', await removeOldAuditEntries(pool, { nowMs, days: config.AUDIT_DAYS }))
      },
    },
    {
      name: 'measure storage',
      everyMs: 10 * MINUTE_MS,
      async run() {
        events.storageMeasured((await storage.stats()).totalBytes)
      },
    },
  ]
}
