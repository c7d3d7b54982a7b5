import { VERDICTS } from '@mointering/monitoring-core/verdict'
import { z } from 'zod'
import { regionCode } from '../monitors/monitor.js'
import { storedProbeSettings } from '../monitors/stored-settings.js'

/** Milliseconds since 1970, UTC. Numbers, not texts: these messages are the hot path. */
const epochMs = z.int().min(0)
/** A duration in milliseconds, with fractions. Null where the phase did not happen. */
const durationMs = z.number().min(0).nullable()

/**
 * One check to run: everything a prober needs, and nothing else. `monitorKey` null is an ad-hoc check ("test now") whose result is
 * answered and never stored. After `notAfter` nobody needs it any more: the prober drops it and the slot stays uncovered.
 */
export const checkTask = z.object({
  monitorKey: z.int().positive().nullable(),
  slot: epochMs,
  attempt: z.int().min(0),
  notAfter: epochMs,
  timeoutMs: z.int().positive(),
  /** Secrets in it are sealed. */
  settings: storedProbeSettings,
  /** The id that the secrets are sealed for: the monitor's, or one made for an ad-hoc check. Absent where there is no secret. */
  secretsOf: z.string().max(100).optional(),
})
export type CheckTask = z.infer<typeof checkTask>

/** A message on `checks.<region>` or `checks-now.<region>`. With `reply`, the results are also sent to that queue. */
export const checkBatch = z.object({
  region: regionCode,
  tasks: z.array(checkTask).min(1).max(1000),
  reply: z.object({ queue: z.string().max(200), requestId: z.string().max(100) }).optional(),
})
export type CheckBatch = z.infer<typeof checkBatch>

export const phases = z.object({
  dnsMs: durationMs,
  connectMs: durationMs,
  tlsMs: durationMs,
  ttfbMs: durationMs,
  transferMs: durationMs,
})
export type Phases = z.infer<typeof phases>

export const certificateSeen = z.object({
  subject: z.string(),
  issuer: z.string(),
  validFrom: epochMs,
  validTo: epochMs,
  fingerprint256: z.string(),
  protocol: z.string().nullable(),
})
export type CertificateSeen = z.infer<typeof certificateSeen>

/** Only for failures: what a person needs to see why. Bodies and headers are cut to 4 KiB each. */
export const evidence = z.object({
  remoteAddress: z.string().nullable(),
  headers: z.array(z.tuple([z.string(), z.string()])).max(100),
  bodySample: z.string().max(4096).nullable(),
  redirects: z.array(z.string().max(2000)).max(20),
  detail: z.string().max(2000).nullable(),
})
export type Evidence = z.infer<typeof evidence>

/** What a target shows of itself besides its answer; what a check did not come to see is absent. */
const trait = z.string().min(1).max(500).optional()
export const targetTraits = z.object({ addresses: trait, certificate: trait, redirect: trait, server: trait })
export type TargetTraits = z.infer<typeof targetTraits>

/** What came back of one check. Key: (monitorKey, slot, region, attempt). */
export const checkResult = z.object({
  monitorKey: z.int().positive().nullable(),
  slot: epochMs,
  region: regionCode,
  attempt: z.int().min(0),
  verdict: z.enum(VERDICTS),
  startedAt: epochMs,
  totalMs: durationMs,
  phases,
  httpStatus: z.int().nullable(),
  errorCode: z.string().max(64).nullable(),
  message: z.string().max(500).nullable(),
  certificate: certificateSeen.nullable(),
  evidence: evidence.nullable(),
  /** Of a silent target: true when the prober is sure that it saw other things on the internet at that moment. */
  sighted: z.boolean().optional(),
  /** Only when they differ from what the prober told last of this monitor. */
  traits: targetTraits.optional(),
})
export type CheckResult = z.infer<typeof checkResult>

/** What an ingester reads from `results.<partition>`. */
export const resultsMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('results'), results: z.array(checkResult).min(1).max(1000) }),
  /** A heartbeat monitor's slot is due (from the scheduler), or a call came in and it should be judged at once (from the API). */
  z.object({
    type: z.literal('heartbeat'),
    due: z
      .array(z.object({ monitorKey: z.int().positive(), slot: epochMs, attempt: z.int().min(0) }))
      .min(1)
      .max(1000),
  }),
])
export type ResultsMessage = z.infer<typeof resultsMessage>

/** What a caller that asked with `reply` reads from its own queue. */
export const replyMessage = z.object({ requestId: z.string(), results: z.array(checkResult) })
export type ReplyMessage = z.infer<typeof replyMessage>

/** A prober's sign of life on the queue `presence`, every 10 s. */
export const presenceMessage = z.object({
  region: regionCode,
  proberId: z.string().max(100),
  at: epochMs,
  version: z.string().max(50),
})
export type PresenceMessage = z.infer<typeof presenceMessage>
