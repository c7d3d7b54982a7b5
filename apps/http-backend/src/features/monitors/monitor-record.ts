import type { MonitorSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { storedMonitorSettings } from '@mointering/api-contract/monitors/stored-settings'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { Revision } from '@mointering/monitoring-core/schedule'
import { STATUSES } from '@mointering/monitoring-core/verdict'
import { z } from 'zod'

/** What is read with each monitor. */
export const MONITOR_PARTS = {
  state: { select: { status: true, statusSince: true, statusReason: true, certificateExpiresAt: true } },
  heartbeat: { select: { token: true, lastAt: true } },
  revisions: { orderBy: { effectiveFrom: 'asc' } },
} as const satisfies Prisma.MonitorInclude

type Row = Prisma.MonitorGetPayload<{ include: typeof MONITOR_PARTS }>

const status = z.enum(STATUSES)
const neverJudged = { status: 'pending', statusSince: null, statusReason: null, certificateExpiresAt: null } as const

/** A monitor with what is known of it now. `revisions` ascend in time. */
export type MonitorRecord = Omit<Row, 'kind' | 'settings' | 'state' | 'revisions'> & {
  /** Secrets in it are sealed for `id`. */
  settings: MonitorSettings
  state: Omit<NonNullable<Row['state']>, 'status'> & { status: z.infer<typeof status> }
  revisions: Revision[]
}

/** Throws when the stored settings are none that this release knows. */
export function toRecord({ kind: _, settings, state, revisions, ...row }: Row): MonitorRecord {
  return {
    ...row,
    settings: storedMonitorSettings.parse(settings),
    state: state ? { ...state, status: status.parse(state.status) } : neverJudged,
    revisions: revisions.map(({ effectiveFrom, intervalSeconds, enabled }) => ({
      effectiveFromMs: effectiveFrom.getTime(),
      intervalMs: intervalSeconds * 1000,
      enabled,
    })),
  }
}
