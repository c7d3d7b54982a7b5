import type { MetricsBucket } from '@mointering/api-contract/http/monitors'
import { type LatencyHistogram, mergeHistograms, quantile } from '@mointering/monitoring-core/latency-histogram'
import { addCounts, NO_SLOTS, type SlotCounts } from '@mointering/monitoring-core/uptime'

/** What a stretch of time showed; sums of it stay exact, whatever they are added up from. `phaseSums` and `phaseCounts`: dns, connect, tls, ttfb, transfer. */
export type Measures = SlotCounts & {
  fresh: number
  timed: number
  totalSum: number
  phaseSums: readonly number[]
  phaseCounts: readonly number[]
  histogram: LatencyHistogram
}

export const NO_MEASURES: Measures = {
  ...NO_SLOTS,
  fresh: 0,
  timed: 0,
  totalSum: 0,
  phaseSums: [],
  phaseCounts: [],
  histogram: [],
}

const PHASES = ['dnsMs', 'connectMs', 'tlsMs', 'ttfbMs', 'transferMs'] as const

/** All of them together; none is changed. */
export function addMeasures(parts: readonly Measures[]): Measures {
  const sum = (of: (part: Measures) => number) => parts.reduce((total, part) => total + of(part), 0)
  return {
    ...parts.reduce<SlotCounts>(addCounts, { ...NO_SLOTS }),
    fresh: sum(({ fresh }) => fresh),
    timed: sum(({ timed }) => timed),
    totalSum: sum(({ totalSum }) => totalSum),
    phaseSums: PHASES.map((_, index) => sum(({ phaseSums }) => phaseSums[index] ?? 0)),
    phaseCounts: PHASES.map((_, index) => sum(({ phaseCounts }) => phaseCounts[index] ?? 0)),
    histogram: mergeHistograms(parts.map(({ histogram }) => histogram)),
  }
}

/** Mean, quantiles and means of the phases in milliseconds; null where nothing was timed. */
export function latencyOf(
  measures: Measures,
): Pick<MetricsBucket, 'averageMs' | 'p50Ms' | 'p95Ms' | 'p99Ms' | 'phases'> {
  const { timed, totalSum, histogram } = measures
  const phase = (index: number) => mean(measures.phaseSums[index] ?? 0, measures.phaseCounts[index] ?? 0)
  return {
    averageMs: mean(totalSum, timed),
    p50Ms: quantile(histogram, 0.5),
    p95Ms: quantile(histogram, 0.95),
    p99Ms: quantile(histogram, 0.99),
    phases: { dnsMs: phase(0), connectMs: phase(1), tlsMs: phase(2), ttfbMs: phase(3), transferMs: phase(4) },
  }
}

const mean = (sum: number, count: number): number | null => (count === 0 ? null : sum / count)
