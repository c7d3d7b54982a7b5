import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import type { Revision } from '@mointering/monitoring-core/schedule'

/** The revision that holds from its instant on for good; null without any. */
export const lastRevision = (revisions: readonly Revision[]): Revision | null =>
  revisions.reduce<Revision | null>(
    (latest, each) => (latest === null || each.effectiveFromMs >= latest.effectiveFromMs ? each : latest),
    null,
  )

/** How far apart the slots of a monitor are now; of a heartbeat the pace at which it is judged, which only its revisions know. */
export const intervalMsOf = ({ revisions, intervalSeconds }: PipelineMonitor): number =>
  lastRevision(revisions)?.intervalMs ?? intervalSeconds * 1000
