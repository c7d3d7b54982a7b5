import type { Result } from '@mointering/api-contract/http/monitors'
import type { Monitor } from '@mointering/api-contract/monitors/monitor'

export type Status = Monitor['status']
export type Verdict = Result['verdict']

export const STATUS_WORD: Record<Status, string> = {
  up: 'Up',
  degraded: 'Degraded',
  down: 'Down',
  unknown: 'Not seen',
  pending: 'Waiting',
  paused: 'Paused',
}

/** Worst first: the order of lists. */
export const STATUS_ORDER: readonly Status[] = ['down', 'degraded', 'unknown', 'pending', 'up', 'paused']

export const STATUS_TEXT_CLASS: Record<Status, string> = {
  up: 'text-up-text',
  degraded: 'text-degraded-text',
  down: 'text-down-text',
  unknown: 'text-text-2',
  pending: 'text-text-2',
  paused: 'text-text-3',
}
