import type { Interruption } from '../deadline.js'
import { type CheckFailure, fail } from '../finding.js'
import type { ProbeContext } from '../probe.js'

/** The failure of a check that was interrupted: what the step says about lost time, or the prober's shutdown. */
export const interrupted = (why: Interruption, onTimeout: () => CheckFailure): CheckFailure =>
  why === 'shutdown' ? fail('prober_shutdown', 'The prober was stopped while the check ran.') : onTimeout()

/** Waits for work that cannot be cancelled, until the check is interrupted; the work is then left alone. */
export function underDeadline<T>(
  { deadline }: Pick<ProbeContext, 'deadline'>,
  work: Promise<T>,
  onTimeout: () => CheckFailure,
): Promise<T> {
  return new Promise((resolve, reject) => {
    deadline.onInterrupt((why) => reject(interrupted(why, onTimeout)))
    work.then(resolve, reject)
  })
}
