import { setTimeout as delay } from 'node:timers/promises'
import { isDataError } from '../ingester/data-error.js'

const FIRST_MS = 50
const LONGEST_MS = 2000

/**
 * Stores what happened, again and again while the database is away: what a provider took must not be told twice because of a restart. False when
 * `giveUp` ended it first, or when it can never be stored; then whoever comes next tries the delivery again.
 */
export async function untilStored(
  store: () => Promise<void>,
  {
    giveUp,
    onTrouble,
    onRefused,
  }: { giveUp: AbortSignal; onTrouble: (error: unknown) => void; onRefused: (error: unknown) => void },
): Promise<boolean> {
  for (let waitMs = FIRST_MS; ; waitMs = Math.min(LONGEST_MS, waitMs * 2)) {
    try {
      await store()
      return true
    } catch (error) {
      if (isDataError(error)) {
        onRefused(error)
        return false
      }
      onTrouble(error)
    }
    if (giveUp.aborted) return false
    await delay(waitMs, undefined, { signal: giveUp }).catch(() => undefined) // given up: one last try
  }
}
