/** One look of a region at a target, as far as it tells whether the region sees anything. */
export type RegionLook = {
  /** What tells unrelated targets apart: the host. */
  target: string
  /** Where it is, or the host where no address is known; unrelated targets are in different ones. */
  network: string
  slotMs: number
  /** `silence`: it failed as everything does that cannot be reached. `blind`: the prober found that it reaches nothing at all. */
  saw: 'answer' | 'silence' | 'blind'
}

/** `fewest`: so many unrelated targets must have gone silent within `windowMs`; `share`: of all looked at meanwhile. */
export type BlindnessPolicy = { windowMs: number; fewest: number; share: number }

export const BLINDNESS_POLICY: BlindnessPolicy = { windowMs: 2 * 60_000, fewest: 5, share: 0.8 }

/** A region seems to lose its sight when so many unrelated targets went silent and nobody answered since. */
const SUSPECT_FROM = 2

export type RegionSight = {
  /** Takes a look into account. The same one again changes nothing. */
  look(look: RegionLook): void
  /** The first slot in which the region saw nothing; null while it sees. */
  readonly blindSinceMs: number | null
  /** True when it is too early to tell: better not to speak of the silent targets yet. */
  readonly isSuspect: boolean
}

type Silence = { slotMs: number; network: string; found: boolean }

/**
 * Finds out when a region is blind: when unrelated targets that answered before go silent together, or its prober says so, while next to nothing answers there. A
 * target that was silent all along says nothing. It sees again when more targets have answered since than are silent. Costs a map entry for each target of the region
 * and a few steps for each look.
 */
export function createRegionSight(
  policy: BlindnessPolicy = BLINDNESS_POLICY,
  blindSince: number | null = null,
): RegionSight {
  const last = new Map<string, { slotMs: number; answered: boolean }>()
  const silent = new Map<string, Silence>()
  const answered = new Map<string, number>()
  let blindSinceMs = blindSince

  const forgetBefore = (earliestMs: number) => {
    for (const [target, { slotMs }] of silent) if (slotMs < earliestMs) silent.delete(target)
    for (const [target, slotMs] of answered) if (slotMs < earliestMs) answered.delete(target)
    if (silent.size === 0 && blindSinceMs === null) answered.clear()
  }

  const isBlind = (): boolean => {
    const found = [...silent.values()].some((silence) => silence.found)
    const networks = new Set([...silent.values()].map(({ network }) => network)).size
    return (found || networks >= policy.fewest) && silent.size >= policy.share * (silent.size + answered.size)
  }

  return {
    look({ target, network, slotMs, saw }) {
      const before = last.get(target)
      if (before && slotMs < before.slotMs) return
      last.set(target, { slotMs, answered: saw === 'answer' })
      if (saw === 'answer') {
        silent.delete(target)
        if (silent.size === 0 && blindSinceMs === null) return
        answered.set(target, slotMs)
        if (blindSinceMs !== null && answered.size > silent.size) {
          blindSinceMs = null
          silent.clear()
          answered.clear()
        }
        return
      }
      answered.delete(target)
      if (saw === 'silence' && !silent.has(target) && !before?.answered) return
      const known = silent.get(target)
      silent.set(target, { slotMs: known?.slotMs ?? slotMs, network, found: saw === 'blind' || known?.found === true })
      if (blindSinceMs !== null) return
      forgetBefore(slotMs - policy.windowMs)
      if (isBlind()) {
        blindSinceMs = Math.min(...[...silent.values()].map((silence) => silence.slotMs))
        answered.clear()
      }
    },
    get blindSinceMs() {
      return blindSinceMs
    },
    get isSuspect() {
      return blindSinceMs === null && silent.size >= SUSPECT_FROM && answered.size === 0
    },
  }
}
