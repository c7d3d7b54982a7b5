import { STATUSES } from '@mointering/monitoring-core/verdict'
import { z } from 'zod'
import { lastResult } from '../monitors/monitor.js'

/** What the SSE stream of a workspace carries: `event:` is `type`, `data:` this object. */
export const liveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('results'), results: z.array(lastResult.extend({ monitorId: z.uuid() })) }),
  z.object({
    type: z.literal('status'),
    monitorId: z.uuid(),
    status: z.enum(STATUSES),
    statusSince: z.iso.datetime(),
    statusReason: z.string().nullable(),
  }),
  z.object({
    type: z.literal('incident'),
    incidentId: z.uuid(),
    monitorId: z.uuid().nullable(),
    change: z.enum(['opened', 'reopened', 'severity_changed', 'flapping', 'resolved', 'updated']),
  }),
  z.object({ type: z.literal('monitor'), monitorId: z.uuid(), change: z.enum(['created', 'updated', 'deleted']) }),
])
export type LiveEvent = z.infer<typeof liveEvent>
