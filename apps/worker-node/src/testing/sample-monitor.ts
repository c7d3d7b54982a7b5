import { httpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import { anchorMs } from '@mointering/monitoring-core/slots'

/** Tests count from here: 2026-01-01T00:00:00Z. */
export const T0 = 1_767_225_600_000

/** A monitor for tests whose slots lie at T0 plus whole intervals, whatever its interval is: its id is searched for that. */
export function sampleMonitor(changes: Partial<PipelineMonitor> & { intervalSeconds?: number } = {}): PipelineMonitor {
  const intervalSeconds = changes.intervalSeconds ?? 60
  return {
    id: idWithAnchor(intervalSeconds * 1000, T0),
    key: 7,
    workspaceId: 'workspace-1',
    name: 'Shop',
    createdAtMs: T0 - 86_400_000,
    updatedAtMs: T0 - 86_400_000,
    settings: httpSettings.parse({ kind: 'http', url: 'http://example.org/' }),
    intervalSeconds,
    timeoutMs: 1000,
    regions: [],
    minRegions: 1,
    confirmations: 2,
    recoveries: 1,
    tags: [],
    dependsOn: [],
    remindEveryMinutes: null,
    enabled: true,
    deleted: false,
    revisions: [{ effectiveFromMs: T0 - 86_400_000, intervalMs: intervalSeconds * 1000, enabled: true }],
    ...changes,
  }
}

const found = new Map<number, string>()
function idWithAnchor(intervalMs: number, originMs: number): string {
  const known = found.get(intervalMs)
  if (known) return known
  for (let number = 0; ; number++) {
    const id = `monitor-${number}`
    if (anchorMs(id, intervalMs) !== originMs % intervalMs) continue
    found.set(intervalMs, id)
    return id
  }
}
