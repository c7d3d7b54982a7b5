import type { ResultRow } from '@mointering/db/timeseries/result-row'

/** One look that was not up. */
export type FailingLook = {
  slot: string
  region: string
  attempt: number
  verdict: string
  errorCode: string | null
  message: string | null
  httpStatus: number | null
  totalMs: number | null
}

/** What an incident keeps of the results that opened it; the whole ones stand in the results of the monitor as long as these are kept. */
export type IncidentEvidence = { looks: FailingLook[] }

const MOST_LOOKS = 20

/** The looks that were not up among these results, newest first. Null when there are none. */
export function evidenceOf(rows: readonly ResultRow[]): IncidentEvidence | null {
  const looks = rows
    .filter(({ verdict }) => verdict === 'down' || verdict === 'degraded')
    .toSorted((a, b) => b.slotMs - a.slotMs || b.attempt - a.attempt)
    .slice(0, MOST_LOOKS)
    .map(({ slotMs, region, attempt, verdict, errorCode, message, httpStatus, totalMs }) => ({
      slot: new Date(slotMs).toISOString(),
      region,
      attempt,
      verdict,
      errorCode,
      message,
      httpStatus,
      totalMs,
    }))
  return looks.length === 0 ? null : { looks }
}
