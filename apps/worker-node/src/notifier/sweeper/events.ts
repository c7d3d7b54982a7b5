import type { Logger } from '@mointering/backend-common/log/logger'
import { Counter, type Registry } from 'prom-client'
import type { Swept } from './sweep-incident.js'

export type SweeperEvents = ReturnType<typeof createSweeperEvents>

/** What happens in the sweeper: one function each, a line in the log and a number in the metrics. */
export function createSweeperEvents(log: Logger, registry: Registry) {
  const registers = [registry]
  const told = new Counter({
    name: 'mointering_incidents_told_again_total',
    help: 'Open incidents that time brought up again: reminded, escalated, released (no longer quiet)',
    labelNames: ['what'] as const,
    registers,
  })
  const troubles = new Counter({
    name: 'mointering_sweeper_troubles_total',
    help: 'Failures of the sweeper that healed or were put aside, by activity: round, incident, publish',
    labelNames: ['activity'] as const,
    registers,
  })
  return {
    swept({ workspaceId, incidentId, what }: Swept) {
      for (const kind of what) told.inc({ what: kind })
      log.info({ workspaceId, incidentId, what }, 'an open incident was told again')
    },
    incidentFailed(incidentId: string, error: unknown) {
      troubles.inc({ activity: 'incident' })
      log.warn({ incidentId, err: error }, 'what is due of an incident could not be queued, it is tried again')
    },
    troubled(error: unknown) {
      troubles.inc({ activity: 'round' })
      log.warn({ err: error }, 'due incidents could not be looked for, they are looked for again')
    },
    publishFailed(error: unknown) {
      troubles.inc({ activity: 'publish' })
      log.warn({ err: error }, 'the cache is away: notices go out and pages change a little later')
    },
  }
}
