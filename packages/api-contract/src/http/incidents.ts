import { PHASES } from '@mointering/monitoring-core/grown-phases'
import { z } from 'zod'
import { SEVERITIES } from '../notices/notice.js'
import { deploy } from './deploys.js'
import { longText } from './long-text.js'
import { page, pageQuery } from './monitors.js'

export const INCIDENT_STATES = ['open', 'resolved'] as const
/** Why nobody is told: a maintenance window, a monitor that it depends on is down, its region sees nothing. */
export const QUIET_REASONS = ['maintenance', 'dependency', 'region_blind'] as const
export const DELIVERY_STATES = ['waiting', 'sent', 'dead', 'dropped'] as const

const time = z.iso.datetime()

/** A time in which a monitor, or a region, was not well. */
export const incident = z.object({
  id: z.uuid(),
  severity: z.enum(SEVERITIES),
  state: z.enum(INCIDENT_STATES),
  /** Null: about a region. */
  monitor: z.object({ id: z.uuid(), name: z.string(), kind: z.string(), target: z.string() }).nullable(),
  region: z.string().nullable(),
  reason: z.string().nullable(),
  errorCode: z.string().nullable(),
  startedAt: time.describe('The first failing slot'),
  openedAt: time.describe('When it was confirmed'),
  resolvedAt: time.nullable(),
  acknowledgedAt: time.nullable(),
  acknowledgedBy: z.string().nullable(),
  quietBecause: z.enum(QUIET_REASONS).nullable(),
  flapping: z.boolean(),
  outages: z.int().min(1).describe('How many outages within the merge window it holds'),
  parentId: z.uuid().nullable().describe('The incident of the monitor that this one depends on'),
  version: z.int(),
})
export type Incident = z.infer<typeof incident>

export const incidentEvent = z.object({
  id: z.string(),
  at: time,
  kind: z.string(),
  actor: z.object({ kind: z.string(), name: z.string().nullable() }),
  message: z.string().nullable(),
})
export type IncidentEvent = z.infer<typeof incidentEvent>

/** One look that was not up. */
export const failingLook = z.object({
  slot: time,
  region: z.string(),
  attempt: z.int(),
  verdict: z.string(),
  errorCode: z.string().nullable(),
  message: z.string().nullable(),
  httpStatus: z.int().nullable(),
  totalMs: z.number().nullable(),
})
export const incidentEvidence = z.object({ looks: z.array(failingLook) })

/** What may be behind it: what is different from before. */
export const incidentWhy = z.object({
  phases: z
    .array(
      z.object({
        region: z.string(),
        grown: z.array(z.object({ phase: z.enum(PHASES), usualMs: z.number(), nowMs: z.number() })),
      }),
    )
    .describe('Phases that take longer than in the same hours of the weeks before, or than the day before'),
  changes: z.array(z.object({ at: time, region: z.string(), kind: z.string(), before: z.string(), after: z.string() })),
  deploys: z.array(deploy.pick({ id: true, at: true, name: true, version: true, url: true })),
})
export type IncidentWhy = z.infer<typeof incidentWhy>

/** What was told of it, where, and how that went. */
export const incidentDelivery = z.object({
  id: z.uuid(),
  channel: z.object({ id: z.uuid(), name: z.string(), kind: z.string() }),
  title: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  queuedAt: time,
  sentAt: time.nullable(),
  latencyMs: z.number().nullable().describe('From the end of the check to the acceptance by the provider'),
  lastError: z.string().nullable(),
})
export type IncidentDelivery = z.infer<typeof incidentDelivery>

export const incidentDetails = incident.extend({
  timeline: z.array(incidentEvent),
  evidence: incidentEvidence.nullable(),
  why: incidentWhy,
  deliveries: z.array(incidentDelivery),
  children: z.array(z.object({ id: z.uuid(), monitorName: z.string(), state: z.enum(INCIDENT_STATES) })),
})
export type IncidentDetails = z.infer<typeof incidentDetails>

export const incidentsQuery = z.object({
  ...pageQuery,
  state: z.enum(INCIDENT_STATES).optional(),
  monitorId: z.uuid().optional(),
  severity: z.enum(SEVERITIES).optional(),
})
export const incidentsReply = page(incident).extend({ open: z.int().describe('How many are open in the workspace') })

export const commentIncidentRequest = z.strictObject({ message: longText('a comment', 5000) })
/** `message`: what was done about it, for the timeline. */
export const resolveIncidentRequest = z.strictObject({ message: longText('a note', 5000).optional() })
