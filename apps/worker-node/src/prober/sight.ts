import { networkOf } from './network-of.js'

export type Reference = { host: string; port: number }

/** Whether a prober sees the internet: what decides if a silent target is down, or we are blind. */
export type Sight = {
  /** A target answered from this address. */
  answered(address: string): void
  /**
   * Whether we saw anything else on the internet since `sinceMs` (of `performance.now`), when the target at `address` was silent; null: its name was not found.
   * - `sees`: a target in another network answered meanwhile, or a reference does now. The silence is the target's own.
   * - `blind`: no reference answers that did so before.
   * - `unclear`: nothing to judge by. The target is in a private network, or no reference was ever reached from here.
   */
  look(address: string | null, sinceMs: number): Promise<'sees' | 'blind' | 'unclear'>
}

/** A reference that did not answer is tried again after this, for as long as targets answer. */
const TRY_AGAIN_MS = 10 * 60_000
const MOST_NETWORKS = 256

/**
 * Sight by reference targets. Nothing is sent to them before a target on the internet has answered: then each is tried once, and only those that can be reached from
 * here count from then on, so that a firewall which lets nothing else through makes nobody blind. `reach` connects once, in a time of its own, and never
 * rejects. `isPublic` tells addresses on the internet from those of private networks.
 */
export function createSight(deps: {
  references: readonly Reference[]
  reach: (reference: Reference) => Promise<boolean>
  isPublic: (address: string) => boolean
  /** Monotonic milliseconds; `performance.now` when absent. */
  now?: () => number
}): Sight {
  const { references, reach, isPublic, now = () => performance.now() } = deps
  const answeredMs = new Map<string, number>()
  const usable = new Set<Reference>()
  let triedMs = Number.NEGATIVE_INFINITY
  let looking: { startedMs: number; outcome: Promise<boolean> } | null = null

  async function tryReferences(): Promise<void> {
    triedMs = now()
    const untried = references.filter((reference) => !usable.has(reference))
    await Promise.all(
      untried.map(async (reference) => {
        if (await reach(reference)) usable.add(reference)
      }),
    )
  }

  const anyAnswers = async (): Promise<boolean> =>
    Promise.any(
      [...usable].map(async (reference) => (await reach(reference)) || Promise.reject(new Unreached())),
    ).catch(() => false)

  /** Many checks fail at once when we are blind: those that began before a look did share it. */
  function lookAtReferences(sinceMs: number): Promise<boolean> {
    if (looking !== null && looking.startedMs >= sinceMs) return looking.outcome
    looking = { startedMs: now(), outcome: anyAnswers() }
    return looking.outcome
  }

  return {
    answered(address) {
      if (!isPublic(address)) return
      const network = networkOf(address)
      answeredMs.delete(network) // to the end: the newest come last
      answeredMs.set(network, now())
      if (answeredMs.size > MOST_NETWORKS) for (const oldest of answeredMs.keys()) return void answeredMs.delete(oldest)
      if (usable.size < references.length && now() - triedMs > TRY_AGAIN_MS) void tryReferences()
    },
    async look(address, sinceMs) {
      if (address !== null && !isPublic(address)) return 'unclear'
      const own = address === null ? null : networkOf(address)
      for (const [network, ms] of answeredMs) if (network !== own && ms >= sinceMs) return 'sees'
      if (usable.size === 0) return 'unclear'
      return (await lookAtReferences(sinceMs)) ? 'sees' : 'blind'
    },
  }
}

class Unreached extends Error {}
