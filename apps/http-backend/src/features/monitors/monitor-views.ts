import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import type { Database } from '@mointering/db/database'
import { readLastResults } from '@mointering/db/timeseries/read-last-results'
import { readSummaries } from '@mointering/db/timeseries/read-summaries'
import { readRolledUpTo } from '@mointering/db/timeseries/rolled-up-to'
import type { Member } from '../../auth/guards.js'
import type { MonitorRecord } from './monitor-record.js'
import type { MonitorSecrets } from './monitor-secrets.js'
import { presentMonitor } from './present-monitor.js'

/** Records as the member may see them, with what the time series knows of them. */
export type MonitorViews = {
  one(record: MonitorRecord, member: Member): Promise<Monitor>
  list(records: readonly MonitorRecord[], member: Member): Promise<MonitorListItem[]>
}

export function createMonitorViews(deps: {
  database: Database
  secrets: MonitorSecrets
  publicUrl: string
  now: () => number
}): MonitorViews {
  const { database, secrets, publicUrl, now } = deps
  const viewpoint = ({ can }: Member) => ({ publicUrl, secrets, seesSecrets: can('secrets:read') })

  async function list(records: readonly MonitorRecord[], member: Member): Promise<MonitorListItem[]> {
    const summaries = await readSummaries(database.pool, records, now())
    const view = viewpoint(member)
    return records.map((record) => {
      const summary = summaries.get(record.key)
      if (!summary) throw new Error(`No summary of the monitor ${record.id}`)
      const { lastResult, ...shown } = summary
      return { ...presentMonitor(record, lastResult, view), summary: shown }
    })
  }

  return {
    list,
    async one(record, member) {
      const rolledUpToMs = (await readRolledUpTo(database.pool)) ?? 0
      const lastResults = await readLastResults(database.pool, [record.key], { nowMs: now(), rolledUpToMs })
      return presentMonitor(record, lastResults.get(record.key) ?? null, viewpoint(member))
    },
  }
}
