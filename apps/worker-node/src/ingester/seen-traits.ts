import type { CheckResult } from '@mointering/api-contract/pipeline/messages'
import { type SeenTrait, TRAIT_KINDS } from '@mointering/db/incidents/target-traits'

/** What targets showed that is new, by monitor key. Pure. */
export function traitsIn(results: ReadonlyMap<number, readonly CheckResult[]>): SeenTrait[] {
  const seen: SeenTrait[] = []
  for (const [monitorKey, ofMonitor] of results)
    for (const { traits, region, startedAt } of ofMonitor) {
      if (traits === undefined) continue
      for (const kind of TRAIT_KINDS) {
        const value = traits[kind]
        if (value !== undefined) seen.push({ monitorKey, region, kind, value, atMs: startedAt })
      }
    }
  return seen
}
