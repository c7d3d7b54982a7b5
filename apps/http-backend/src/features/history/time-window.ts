import { AppError } from '@mointering/backend-common/errors/app-error'

export type TimeWindow = { fromMs: number; toMs: number }

/** The window [from, to) that a query asks for: until now, and `defaultMs` long, where it does not say. Throws invalid_input when it is empty. */
export function timeWindow(
  query: { from?: string | undefined; to?: string | undefined },
  defaultMs: number,
  nowMs: number,
): TimeWindow {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to)
  const fromMs = query.from === undefined ? toMs - defaultMs : Date.parse(query.from)
  if (fromMs < toMs) return { fromMs, toMs }
  const message = 'The window must begin before it ends'
  throw new AppError('invalid_input', message, { issues: [{ path: 'from', message }] })
}
