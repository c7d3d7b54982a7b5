import { AppError } from '@mointering/backend-common/errors/app-error'

export type TimeWindow = { fromMs: number; toMs: number }

/** Before there were monitors, and after which ISO 8601 needs more than four digits for a year: no database query is due to either. */
const EARLIEST_MS = 0
const LATEST_MS = Date.UTC(9000, 0)

/**
 * The window [from, to) that a query asks for: until now, and `defaultMs` long, where it does not say. Throws invalid_input when it is empty
 * or not between the years 1970 and 9000.
 */
export function timeWindow(
  query: { from?: string | undefined; to?: string | undefined },
  defaultMs: number,
  nowMs: number,
): TimeWindow {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to)
  const fromMs = query.from === undefined ? toMs - defaultMs : Date.parse(query.from)
  if (fromMs >= EARLIEST_MS && fromMs < toMs && toMs <= LATEST_MS) return { fromMs, toMs }
  const message =
    fromMs < toMs ? 'The window must lie between the years 1970 and 9000' : 'The window must begin before it ends'
  throw new AppError('invalid_input', message, { issues: [{ path: 'from', message }] })
}
