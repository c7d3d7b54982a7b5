import { VERDICTS } from '@mointering/monitoring-core/verdict'
import { z } from 'zod'
import { monitor } from '../monitors/monitor.js'
import { certificateSeen, evidence, phases } from '../pipeline/messages.js'

/** Lists answer `{items, nextCursor}`; a cursor is opaque and null on the last page. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })
export const pageQuery = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
}

const ratio = z.number().min(0).max(1).nullable()

/** `uptime` = good slots / observed slots, null where nothing was observed; `coverage` = observed / expected, null where nothing was expected. */
export const uptimeWindow = z.object({ uptime: ratio, coverage: ratio, expected: z.int(), observed: z.int() })
export type UptimeWindow = z.infer<typeof uptimeWindow>
export const uptimeReply = z.object({
  '24h': uptimeWindow,
  '7d': uptimeWindow,
  '30d': uptimeWindow,
  '90d': uptimeWindow,
})
export type UptimeReply = z.infer<typeof uptimeReply>

/** A monitor in the list: what the row shows. `sparkline`: mean ms in up to 24 equal steps over the last 24 hours, or over its life when that is shorter; oldest first, null = not seen. `days`: the last 30 UTC days, oldest first. */
export const monitorListItem = z.intersection(
  monitor,
  z.object({
    summary: z.object({
      uptime24h: uptimeWindow,
      uptime30d: uptimeWindow,
      sparkline: z.array(z.number().nullable()),
      days: z.array(uptimeWindow.extend({ start: z.iso.datetime() })),
    }),
  }),
)
export type MonitorListItem = z.infer<typeof monitorListItem>
export const monitorListReply = page(monitorListItem)
export const monitorListQuery = z.object({
  ...pageQuery,
  search: z.string().max(200).optional(),
  status: z.string().max(100).optional(),
  tag: z.string().max(40).optional(),
})

/** A result: raw, newest first. */
export const result = z.object({
  slot: z.iso.datetime(),
  checkedAt: z.iso.datetime(),
  region: z.string(),
  attempt: z.int(),
  verdict: z.enum(VERDICTS),
  totalMs: z.number().nullable(),
  phases,
  httpStatus: z.int().nullable(),
  errorCode: z.string().nullable(),
  message: z.string().nullable(),
  evidence: evidence.nullable(),
})
export type Result = z.infer<typeof result>
export const resultsQuery = z.object({
  ...pageQuery,
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  verdict: z.enum(VERDICTS).optional(),
})
export const resultsReply = page(result)

/** Reply of run-now and of test-now: one result a region. */
export const runResult = result.extend({ certificate: certificateSeen.nullable() })
export type RunResult = z.infer<typeof runResult>
export const runReply = z.object({ verdict: z.enum(VERDICTS), results: z.array(runResult).min(1) })
export type RunReply = z.infer<typeof runReply>

/** `step` in seconds; left out, the API picks one that gives at most about 200 buckets, none shorter than the monitor's interval. */
export const metricsQuery = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  step: z.coerce
    .number()
    .int()
    .min(1)
    .max(31 * 86_400)
    .optional(),
  region: z.string().max(32).optional(),
})
export const metricsBucket = z.object({
  start: z.iso.datetime(),
  uptime: ratio,
  coverage: ratio,
  expected: z.int(),
  observed: z.int(),
  up: z.int(),
  degraded: z.int(),
  down: z.int(),
  unknown: z.int(),
  averageMs: z.number().nullable(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  phases,
})
export type MetricsBucket = z.infer<typeof metricsBucket>
export const metricsReply = z.object({
  step: z.int(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  buckets: z.array(metricsBucket),
  summary: metricsBucket.omit({ start: true }),
})
export type MetricsReply = z.infer<typeof metricsReply>

export const regionsReply = z.object({
  items: z.array(
    z.object({ code: z.string(), lastSeenAt: z.iso.datetime().nullable(), live: z.boolean(), isDefault: z.boolean() }),
  ),
})

/** Body of a heartbeat call; all of it may be left out, or stand in the query. */
export const heartbeatRequest = z.object({
  status: z.enum(['up', 'down']).default('up'),
  message: z.string().max(500).optional(),
  durationMs: z.coerce.number().min(0).max(1e9).optional(),
})
export const heartbeatReply = z.object({ ok: z.literal(true) })
