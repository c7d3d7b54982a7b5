import { z } from 'zod'
import { recurrenceRule } from '../maintenance/recurrence-rule.js'
import { timeZone } from '../monitors/cron.js'
import { tag } from '../monitors/tag.js'
import { displayName } from './accounts.js'
import { longText } from './long-text.js'
import { page, pageQuery } from './monitors.js'

/** Four digits of a year, in every zone. */
const LATEST_MS = Date.UTC(9000, 0)
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) < LATEST_MS, 'Choose a time before the year 9000')
const time = z.iso.datetime()
const DAY = 86_400

const settings = {
  name: displayName('a name', 120),
  note: longText('a note', 2000).nullable().default(null),
  startsAt: instant,
  durationSeconds: z
    .int()
    .min(60, 'At least a minute')
    .max(31 * DAY, 'At most 31 days')
    .nullable()
    .default(null)
    .describe('Null lasts until somebody ends it'),
  rrule: recurrenceRule
    .nullable()
    .default(null)
    .describe('RFC 5545 without DTSTART, for example FREQ=WEEKLY;BYDAY=SU; null is once'),
  timeZone: timeZone.default('UTC').describe('Whose clock a recurrence follows'),
  tags: z.array(tag).max(20).default([]).describe('Monitors with one of these tags. With no tags and no monitors: all'),
  monitorIds: z.array(z.uuid()).max(500).default([]),
  countsForUptime: z
    .boolean()
    .default(false)
    .describe(
      'Whether what happens in it counts for uptime. It is kept already and not in force yet: for now everything counts',
    ),
}

const recurringEnds = ({ rrule, durationSeconds }: { rrule?: string | null; durationSeconds?: number | null }) =>
  rrule == null || durationSeconds != null
const NEEDS_DURATION = { path: ['durationSeconds'], message: 'Enter how long each time lasts' }

export const createMaintenanceRequest = z.strictObject(settings).refine(recurringEnds, NEEDS_DURATION)
export type CreateMaintenanceRequest = z.infer<typeof createMaintenanceRequest>
/** Body of POST maintenance/start: from now on. */
export const startMaintenanceRequest = z.strictObject({
  name: settings.name,
  note: settings.note,
  durationSeconds: settings.durationSeconds,
  tags: settings.tags,
  monitorIds: settings.monitorIds,
  countsForUptime: settings.countsForUptime,
})

export const maintenanceWindow = z.object({
  id: z.uuid(),
  name: z.string(),
  note: z.string().nullable(),
  startsAt: time,
  durationSeconds: z.int().nullable(),
  rrule: z.string().nullable(),
  timeZone: z.string(),
  tags: z.array(z.string()),
  monitorIds: z.array(z.uuid()),
  countsForUptime: z.boolean(),
  endedAt: time.nullable(),
  createdBy: z.string().nullable(),
  inForce: z.boolean(),
  next: z.object({ from: time, to: time.nullable() }).nullable().describe('The occurrence in force, or the next one'),
  version: z.int(),
})
export type MaintenanceWindow = z.infer<typeof maintenanceWindow>
export const maintenanceQuery = z.object(pageQuery)
export const maintenanceReply = page(maintenanceWindow)
