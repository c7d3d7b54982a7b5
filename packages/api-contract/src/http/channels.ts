import { z } from 'zod'
import { channelSettings } from '../channels/channel-settings.js'
import { NOTICE_KINDS, SEVERITIES } from '../notices/notice.js'
import { displayName } from './accounts.js'
import { DELIVERY_STATES } from './incidents.js'
import { page, pageQuery } from './monitors.js'

const time = z.iso.datetime()

/** A way to tell people. Secrets in `settings` are masked. */
export const channel = z.object({
  id: z.uuid(),
  kind: z.string(),
  name: z.string(),
  settings: z.record(z.string(), z.unknown()),
  enabled: z.boolean(),
  isDefault: z.boolean().describe('Told whenever no rule says otherwise'),
  fallbackId: z.uuid().nullable().describe('The channel that is told when this one cannot be reached'),
  failures: z.int().describe('Failed attempts in a row'),
  brokenUntil: time.nullable().describe('Nothing is tried before, after many failures in a row'),
  lastError: z.string().nullable(),
  lastSentAt: time.nullable(),
  version: z.int(),
  createdAt: time,
})
export type Channel = z.infer<typeof channel>
export const channelsReply = z.object({ items: z.array(channel) })

const common = {
  name: displayName('a name for the channel', 120),
  enabled: z.boolean(),
  isDefault: z.boolean(),
  fallbackId: z.uuid().nullable(),
}
/** Body of POST channels. */
export const createChannelRequest = z.strictObject({
  ...common,
  enabled: common.enabled.default(true),
  isDefault: common.isDefault.default(true),
  fallbackId: common.fallbackId.default(null),
  settings: channelSettings,
})
export type CreateChannelRequest = z.infer<typeof createChannelRequest>
/** Body of PATCH channels/:id. `settings` is the whole of them; a mask keeps the stored secret, and the kind cannot change. */
export const updateChannelRequest = z.strictObject({ ...common, settings: z.record(z.string(), z.unknown()) }).partial()
export type UpdateChannelRequest = z.infer<typeof updateChannelRequest>

/** How a test went. `waiting`: nobody has tried it yet, it goes on by itself. */
export const testChannelReply = z.object({
  deliveryId: z.uuid(),
  state: z.enum(DELIVERY_STATES),
  lastError: z.string().nullable(),
})

/** One thing that was told on one channel, and how that went. */
export const delivery = z.object({
  id: z.uuid(),
  channel: z.object({ id: z.uuid(), name: z.string(), kind: z.string() }),
  incidentId: z.uuid().nullable(),
  kind: z.enum(NOTICE_KINDS),
  severity: z.enum(SEVERITIES),
  title: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  queuedAt: time,
  sentAt: time.nullable(),
  nextAttemptAt: time.nullable(),
  latencyMs: z.number().nullable().describe('From the end of the check to the acceptance by the provider'),
  receipt: z.string().nullable(),
  lastError: z.string().nullable(),
})
export type Delivery = z.infer<typeof delivery>
export const deliveriesQuery = z.object({
  ...pageQuery,
  channelId: z.uuid().optional(),
  state: z.enum(DELIVERY_STATES).optional(),
})
export const deliveriesReply = page(delivery)
