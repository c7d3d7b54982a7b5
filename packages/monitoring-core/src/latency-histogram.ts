/**
 * A sparse latency histogram: bucket, count, bucket, count ... with buckets ascending and counts above 0. Bucket b holds the latencies in
 * (GAMMA^(b-1), GAMMA^b] milliseconds; only the outermost two hold what lies beyond them too. Plain numbers, so that it is stored as an int array and merged by adding.
 * Source: Masson, Rim, Lee, "DDSketch", VLDB 2019, section 2.
 */
export type LatencyHistogram = readonly number[]

/** A quantile is off by at most this share of the true one, for latencies from 0.01 ms to 10,000 s. */
export const RELATIVE_ERROR = 0.01
export const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)
/** Holds everything up to 0.01 ms. */
export const MIN_BUCKET = -230
/** Holds everything above 9,900 s (its lower bound). */
export const MAX_BUCKET = 806

/**
 * What SQL needs for the same bucket: `least(maxBucket, greatest(minBucket, ceil(ln(greatest(ms, floorMs)) / lnGamma)))::int`. `floorMs` keeps
 * the logarithm away from 0; it lies in the lowest bucket.
 */
export const HISTOGRAM_SQL_BUCKET = {
  lnGamma: Math.log(GAMMA),
  floorMs: 0.001,
  minBucket: MIN_BUCKET,
  maxBucket: MAX_BUCKET,
} as const

/** The bucket of a latency in milliseconds. 0 and below count as the lowest bucket. Throws RangeError for what is not a number. */
export function bucketOf(ms: number): number {
  if (Number.isNaN(ms)) throw new RangeError('A latency is a number of milliseconds, not NaN')
  const { lnGamma, floorMs } = HISTOGRAM_SQL_BUCKET
  return Math.min(MAX_BUCKET, Math.max(MIN_BUCKET, Math.ceil(Math.log(Math.max(ms, floorMs)) / lnGamma)))
}

/** The greatest latency, in milliseconds, that a bucket stands for. */
export function bucketUpperBoundMs(bucket: number): number {
  return GAMMA ** bucket
}

/** The histogram with one more latency, in milliseconds. The one given is not changed. */
export function addLatency(histogram: LatencyHistogram, ms: number): number[] {
  return mergeHistograms([histogram, [bucketOf(ms), 1]])
}

/** All latencies of several histograms in one. Order and grouping make no difference; none of them is changed. */
export function mergeHistograms(histograms: Iterable<LatencyHistogram>): number[] {
  const counts = new Map<number, number>()
  for (const histogram of histograms) {
    for (const [bucket, count] of entriesOf(histogram)) counts.set(bucket, (counts.get(bucket) ?? 0) + count)
  }
  return [...counts].toSorted(([a], [b]) => a - b).flat()
}

/** How many latencies it holds. */
export function countLatencies(histogram: LatencyHistogram): number {
  let total = 0
  for (const [, count] of entriesOf(histogram)) total += count
  return total
}

/**
 * The q-quantile (0 to 1) in milliseconds by nearest rank: the smallest latency that at least the share q of all do not exceed, within RELATIVE_ERROR.
 * Null for an empty histogram. Throws RangeError for a q outside 0 to 1.
 */
export function quantile(histogram: LatencyHistogram, q: number): number | null {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile lies between 0 and 1, not at ${q}`)
  const rank = Math.ceil(q * countLatencies(histogram))
  let seen = 0
  for (const [bucket, count] of entriesOf(histogram)) {
    seen += count
    if (seen >= rank) return middleOf(bucket)
  }
  return null
}

/** The value with the same relative distance to both ends of the bucket. */
const middleOf = (bucket: number): number => bucketUpperBoundMs(bucket) * (1 - RELATIVE_ERROR)

function* entriesOf(histogram: LatencyHistogram): Generator<[bucket: number, count: number]> {
  for (let index = 0; index + 1 < histogram.length; index += 2) {
    const bucket = histogram[index]
    const count = histogram[index + 1]
    if (bucket !== undefined && count !== undefined) yield [bucket, count]
  }
}
