import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addLatency,
  bucketOf,
  bucketUpperBoundMs,
  countLatencies,
  GAMMA,
  HISTOGRAM_SQL_BUCKET,
  MAX_BUCKET,
  MIN_BUCKET,
  mergeHistograms,
  quantile,
  RELATIVE_ERROR,
} from './latency-histogram.js'

/** Latencies as they come: over all magnitudes, not mostly huge ones. */
const latency = fc.double({ min: Math.log(0.011), max: Math.log(300_000), noNaN: true }).map(Math.exp)
const latencies = fc.array(latency, { minLength: 1, maxLength: 200 })
const histogramOf = (values: readonly number[]) => values.reduce<number[]>((h, ms) => addLatency(h, ms), [])

/** The true quantile by nearest rank. */
function exactQuantile(values: readonly number[], q: number): number {
  const rank = Math.max(1, Math.ceil(q * values.length))
  return values.toSorted((a, b) => a - b)[rank - 1] ?? Number.NaN
}

describe('buckets', () => {
  // Stored histograms hang on these numbers: they may never change.
  test.each([
    [0.01, -230],
    [1, 0],
    [1.5, 21],
    [100, 231],
    [250, 277],
    [10_000, 461],
    [300_000, 631],
    [1e9, MAX_BUCKET],
    [0, MIN_BUCKET],
    [-5, MIN_BUCKET],
    [Number.POSITIVE_INFINITY, MAX_BUCKET],
  ])('%d ms lies in bucket %d, for good', (ms, bucket) => expect(bucketOf(ms)).toBe(bucket))

  test('what is not a number is refused', () => expect(() => bucketOf(Number.NaN)).toThrow(RangeError))

  test('a bucket ends at its upper bound and begins at that of the one before', () => {
    fc.assert(
      fc.property(latency, (ms) => {
        const bucket = bucketOf(ms)
        expect(bucketUpperBoundMs(bucket)).toBeGreaterThan(ms * (1 - 1e-12))
        expect(bucketUpperBoundMs(bucket - 1)).toBeLessThan(ms * (1 + 1e-12))
      }),
    )
  })

  test('the formula for SQL gives the same bucket', () => {
    const { lnGamma, floorMs, minBucket, maxBucket } = HISTOGRAM_SQL_BUCKET
    expect(lnGamma).toBe(Math.log(GAMMA))
    fc.assert(
      fc.property(fc.double({ min: -10, max: 1e12, noNaN: true }), (ms) => {
        const sql = Math.min(maxBucket, Math.max(minBucket, Math.ceil(Math.log(Math.max(ms, floorMs)) / lnGamma)))
        expect(sql).toBe(bucketOf(ms))
      }),
    )
  })
})

describe('quantile', () => {
  test.each([
    [[], 0.5, null],
    [[10], 0, 10],
    [[10], 1, 10],
    [[10, 20], 0.5, 10],
    [[10, 20], 0.51, 20],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 0.9, 9],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 0.99, 100],
  ])('of %j at %d is about %j', (values, q, expected) => {
    const answer = quantile(histogramOf(values), q)
    if (expected === null) expect(answer).toBeNull()
    else expect(Math.abs((answer ?? Number.NaN) - expected) / expected).toBeLessThanOrEqual(RELATIVE_ERROR + 1e-9)
  })

  test.each([-0.1, 1.1, Number.NaN])('q = %d is refused', (q) => expect(() => quantile([0, 1], q)).toThrow(RangeError))

  test('is within the stated relative error of the exact one', () => {
    fc.assert(
      fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const exact = exactQuantile(values, q)
        const answer = quantile(histogramOf(values), q) ?? Number.NaN
        expect(Math.abs(answer - exact) / exact).toBeLessThanOrEqual(RELATIVE_ERROR + 1e-9)
      }),
    )
  })

  test('grows with q', () => {
    fc.assert(
      fc.property(
        latencies,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, a, b) => {
          const histogram = histogramOf(values)
          const low = quantile(histogram, Math.min(a, b)) ?? Number.NaN
          expect(low).toBeLessThanOrEqual(quantile(histogram, Math.max(a, b)) ?? Number.NaN)
        },
      ),
    )
  })
})

describe('merge', () => {
  test('equals adding everything to one', () => {
    fc.assert(
      fc.property(fc.array(latencies, { maxLength: 5 }), (groups) => {
        expect(mergeHistograms(groups.map(histogramOf))).toEqual(histogramOf(groups.flat()))
      }),
    )
  })

  test('is commutative and associative, and the empty histogram changes nothing', () => {
    const histogram = latencies.map(histogramOf)
    fc.assert(
      fc.property(histogram, histogram, histogram, (a, b, c) => {
        expect(mergeHistograms([a, b])).toEqual(mergeHistograms([b, a]))
        expect(mergeHistograms([mergeHistograms([a, b]), c])).toEqual(mergeHistograms([a, mergeHistograms([b, c])]))
        expect(mergeHistograms([a, []])).toEqual(a)
      }),
    )
  })

  test('stays sparse, ascending and complete, and leaves its arguments alone', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const histogram = Object.freeze(histogramOf(values))
        addLatency(histogram, 5)
        const buckets = histogram.filter((_, index) => index % 2 === 0)
        const counts = histogram.filter((_, index) => index % 2 === 1)
        expect(buckets).toEqual([...new Set(buckets)].toSorted((a, b) => a - b))
        expect(counts.every((count) => count > 0)).toBe(true)
        expect(countLatencies(histogram)).toBe(values.length)
      }),
    )
  })
})
