import { targetHost } from '@mointering/api-contract/monitors/target-line'
import { SILENT_CODES } from '@mointering/api-contract/pipeline/check-error-codes'
import type { CheckResult } from '@mointering/api-contract/pipeline/messages'
import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import { createRegionSight, type RegionLook, type RegionSight } from '@mointering/monitoring-core/region-blindness'
import { networkOf } from '../../prober/network-of.js'

/** A region lost its sight in the slot `sinceMs`, or has it again (null). */
export type SightChange = { region: string; blindSinceMs: number | null }

export type RegionSights = {
  /** Takes the results of a monitor into account. */
  look(monitor: PipelineMonitor, results: readonly CheckResult[]): void
  /** The result as it counts: `unknown` when the target was silent and the region sees nothing. */
  judge(result: CheckResult): CheckResult
  /** What is different from what was noted last. */
  changes(): SightChange[]
  /** These changes are stored. */
  noted(changes: readonly SightChange[]): void
  /** True when what a region says of silent targets should wait a moment. */
  isSuspect(region: string): boolean
}

/** What each region sees, as far as the monitors of this ingester tell. `blind`: the regions that are known to see nothing. */
export function createRegionSights(blind: readonly { region: string; sinceMs: number }[]): RegionSights {
  const sights = new Map<string, RegionSight>(
    blind.map(({ region, sinceMs }) => [region, createRegionSight(undefined, sinceMs)]),
  )
  const known = new Map<string, number | null>(blind.map(({ region, sinceMs }) => [region, sinceMs]))
  const sightOf = (region: string): RegionSight => {
    const sight = sights.get(region) ?? createRegionSight()
    sights.set(region, sight)
    return sight
  }

  return {
    look(monitor, results) {
      const target = targetHost(monitor.settings)
      if (target === null) return
      for (const result of results) {
        const saw = sawOf(result)
        if (saw === null) continue
        const network = networkOf(result.evidence?.remoteAddress ?? target)
        sightOf(result.region).look({ target, network, slotMs: result.slot, saw })
      }
    },
    judge(result) {
      const sinceMs = sights.get(result.region)?.blindSinceMs ?? null
      if (sinceMs === null || result.slot < sinceMs || sawOf(result) !== 'silence') return result
      return {
        ...result,
        verdict: 'unknown',
        errorCode: 'region_blind',
        message: 'Many unrelated targets went silent in this region at once, so it cannot tell.',
      }
    },
    changes: () =>
      [...sights].flatMap(([region, { blindSinceMs }]) =>
        blindSinceMs === (known.get(region) ?? null) ? [] : [{ region, blindSinceMs }],
      ),
    noted(changes) {
      for (const { region, blindSinceMs } of changes) known.set(region, blindSinceMs)
    },
    isSuspect: (region) => sights.get(region)?.isSuspect ?? false,
  }
}

/** Null for what tells nothing: our own faults, and silent targets of a prober that was sure to see others. */
function sawOf({ verdict, errorCode, sighted }: CheckResult): RegionLook['saw'] | null {
  if (errorCode === 'prober_blind') return 'blind'
  if (verdict === 'unknown') return null
  if (verdict !== 'down' || !SILENT_CODES.has(errorCode ?? '')) return 'answer'
  return sighted === true ? null : 'silence'
}
