import { AppError } from '@mointering/backend-common/errors/app-error'
import type { TimeWindow } from './time-window.js'

const ROUND_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]
const DAY_SECONDS = 86_400
const ABOUT = 200
const MOST = 2_000

/** Seconds of a bucket: the one asked for, else a round one that gives at most about 200 buckets, each of them with a slot or more at `intervalSeconds`. Throws invalid_input when it gives more than 2000. */
export function metricsStep({ fromMs, toMs }: TimeWindow, intervalSeconds: number, asked: number | undefined): number {
  const seconds = (toMs - fromMs) / 1000
  if (asked === undefined) {
    const smallest = Math.max(intervalSeconds, seconds / ABOUT)
    return ROUND_STEPS.find((step) => step >= smallest) ?? Math.ceil(smallest / DAY_SECONDS) * DAY_SECONDS
  }
  if (seconds / asked <= MOST) return asked
  const message = `That makes more than ${MOST} buckets. Use a longer step or a shorter window`
  throw new AppError('invalid_input', message, { issues: [{ path: 'step', message }] })
}
