import { STATUSES, VERDICTS } from '@mointering/monitoring-core/verdict'
import { z } from 'zod'
import { displayName } from '../http/accounts.js'
import {
  dnsSettings,
  heartbeatSettings,
  httpSettings,
  pingSettings,
  tcpSettings,
  tlsSettings,
} from './monitor-kinds.js'
import { tag } from './tag.js'

export const regionCode = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'A region is lower-case letters, digits and dashes')

/** Settings that every kind has. Slots are `intervalSeconds` apart; a check may never outlast its slot. */
const common = {
  name: displayName('a name', 120),
  intervalSeconds: z.int().min(1).max(86_400).default(60),
  timeoutMs: z.int().min(100).max(300_000).default(10_000),
  regions: z
    .array(regionCode)
    .max(20)
    .refine((regions) => new Set(regions).size === regions.length, { message: 'Name each region once' })
    .default([])
    .describe('Empty means the installation’s default regions'),
  confirmations: z
    .int()
    .min(1)
    .max(20)
    .default(2)
    .describe(
      'Failing looks in a row until it counts as down: regions that agree, re-checks within the slot, and slots',
    ),
  recoveries: z.int().min(1).max(20).default(1).describe('Good slots in a row until it counts as up again'),
  minRegions: z
    .int()
    .min(1)
    .max(20)
    .default(1)
    .describe('So many regions must have looked for a verdict; fewer make it unknown'),
  tags: z
    .array(tag)
    .max(20, 'At most 20 tags')
    .refine((tags) => new Set(tags).size === tags.length, { message: 'Name each tag once' })
    .default([])
    .describe('Words that rules and maintenance windows go by'),
  dependsOn: z
    .array(z.uuid().toLowerCase())
    .max(50)
    .refine((ids) => new Set(ids).size === ids.length, { message: 'Name each monitor once' })
    .default([])
    .describe('Monitors that it needs: while one is down, nobody is told of this one separately'),
  remindEveryMinutes: z
    .int()
    .min(5, 'At least 5 minutes')
    .max(10_080, 'At most a week')
    .nullable()
    .default(null)
    .describe('Between reminders while an incident is open and not acknowledged; null: none'),
  enabled: z.boolean().default(true),
}

const shapes = [
  httpSettings.extend(common),
  tcpSettings.extend(common),
  pingSettings.extend(common),
  dnsSettings.extend(common),
  tlsSettings.extend(common),
  heartbeatSettings.extend(common),
] as const

// An interval that is refused anyway needs no second complaint.
const timeoutWithinInterval = (monitor: { timeoutMs: number; intervalSeconds: number; kind: string }) =>
  monitor.kind === 'heartbeat' || monitor.intervalSeconds < 1 || monitor.timeoutMs <= monitor.intervalSeconds * 1000

const enoughRegions = ({ regions, minRegions }: { regions: string[]; minRegions: number }) =>
  regions.length === 0 || minRegions <= regions.length
const ENOUGH_REGIONS = { path: ['minRegions'], message: 'There are not so many regions to look from' }

/** Body of POST monitors: only kind, name and the target are required. A timeout left out is capped at the interval. */
export const createMonitorRequest = z
  .preprocess(capDefaultTimeout, z.discriminatedUnion('kind', shapes))
  .refine(timeoutWithinInterval, { path: ['timeoutMs'], message: 'The timeout must not be longer than the interval' })
  .refine(enoughRegions, ENOUGH_REGIONS)
export type CreateMonitorRequest = z.infer<typeof createMonitorRequest>
export type CreateMonitorInput = z.input<(typeof shapes)[number]>

/** The monitor that the settings under test belong to, whose stored secrets may stand in for masks. */
const tested = { monitorId: z.uuid().optional().describe('The stored monitor whose secrets the masks stand for') }

/** Body of POST monitors/test: as for a new monitor, or for one that is being changed. */
export const testMonitorRequest = z
  .preprocess(
    capDefaultTimeout,
    z.discriminatedUnion('kind', [
      httpSettings.extend({ ...common, ...tested }),
      tcpSettings.extend({ ...common, ...tested }),
      pingSettings.extend({ ...common, ...tested }),
      dnsSettings.extend({ ...common, ...tested }),
      tlsSettings.extend({ ...common, ...tested }),
      heartbeatSettings.extend({ ...common, ...tested }),
    ]),
  )
  .refine(timeoutWithinInterval, { path: ['timeoutMs'], message: 'The timeout must not be longer than the interval' })

/** Body of PATCH: any part of a monitor but its kind; the API merges it into what is stored and validates the whole again. */
export const updateMonitorRequest = z.record(z.string(), z.unknown())
/** The same for the reference: what the fields are, each of which may be left out. */
export const updateMonitorFields = z.union(shapes.map((shape) => shape.partial()))

/** The last finished check of a monitor, as lists show it. */
export const lastResult = z.object({
  slot: z.iso.datetime(),
  checkedAt: z.iso.datetime(),
  region: z.string(),
  verdict: z.enum(VERDICTS),
  totalMs: z.number().nullable(),
  httpStatus: z.int().nullable(),
  errorCode: z.string().nullable(),
  message: z.string().nullable(),
})

const readOnly = {
  id: z.uuid(),
  /** Of what is stored already nothing is refused any more: the rules for a name hold where it comes in. */
  name: z.string(),
  workspaceId: z.uuid(),
  version: z.int(),
  status: z.enum(STATUSES),
  statusSince: z.iso.datetime().nullable(),
  statusReason: z.string().nullable(),
  certificateExpiresAt: z.iso.datetime().nullable(),
  heartbeatUrl: z.string().nullable().describe('Where to call, for heartbeats'),
  lastHeartbeatAt: z.iso.datetime().nullable(),
  lastResult: lastResult.nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
}

/** A monitor as the API answers it: its settings and what we know of it now. Unlike a request it may hold more than a reader knows. */
export const monitor = z.discriminatedUnion('kind', [
  z.object({ ...httpSettings.shape, ...common, ...readOnly }),
  z.object({ ...tcpSettings.shape, ...common, ...readOnly }),
  z.object({ ...pingSettings.shape, ...common, ...readOnly }),
  z.object({ ...dnsSettings.shape, ...common, ...readOnly }),
  z.object({ ...tlsSettings.shape, ...common, ...readOnly }),
  z.object({ ...heartbeatSettings.shape, ...common, ...readOnly }),
])
export type Monitor = z.infer<typeof monitor>

function capDefaultTimeout(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || 'timeoutMs' in input) return input
  const seconds = 'intervalSeconds' in input && typeof input.intervalSeconds === 'number' ? input.intervalSeconds : 60
  return { ...input, timeoutMs: Math.min(10_000, Math.max(1, seconds) * 1000) }
}
