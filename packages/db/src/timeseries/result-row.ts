import type { Evidence } from '@mointering/api-contract/pipeline/messages'
import type { Verdict } from '@mointering/monitoring-core/verdict'

/** A result as it is stored. Times in milliseconds; null where a phase did not happen. */
export type ResultRow = {
  monitorKey: number
  slotMs: number
  region: string
  attempt: number
  verdict: Verdict
  /** How long after its slot the check began. */
  lagMs: number
  totalMs: number | null
  dnsMs: number | null
  connectMs: number | null
  tlsMs: number | null
  ttfbMs: number | null
  transferMs: number | null
  httpStatus: number | null
  errorCode: string | null
  /** Kept, with `evidence`, for results that are not up. */
  message: string | null
  evidence: Evidence | null
}
