import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '@mointering/backend-common/log/logger'
import { growingDelay, type RetryDelay } from '@mointering/backend-common/queue/retry-delay'

/**
 * Seals once before it resolves, or again and again after that while the database is away: the API starts all the same. Disposing ends the tries;
 * whoever starts next goes on.
 */
export async function startSealing(deps: {
  seal: () => Promise<void>
  log: Logger
  retryDelay?: RetryDelay
}): Promise<AsyncDisposable> {
  const { seal, log, retryDelay = growingDelay } = deps
  const stop = new AbortController()

  async function succeeds(): Promise<boolean> {
    try {
      await seal()
      return true
    } catch (error) {
      log.warn({ err: error }, 'secrets that were stored in the clear could not be sealed yet: trying again')
      return false
    }
  }

  async function tryAgain(): Promise<void> {
    for (let attempt = 1; !stop.signal.aborted; attempt++) {
      await delay(retryDelay(attempt), undefined, { signal: stop.signal }).catch(() => undefined) // stopped: the loop ends
      if (stop.signal.aborted || (await succeeds())) return
    }
  }

  const done = (await succeeds()) ? Promise.resolve() : tryAgain()
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      await done
    },
  }
}
