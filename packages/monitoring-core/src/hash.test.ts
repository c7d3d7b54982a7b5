import { expect, test } from 'vitest'
import { hash32 } from './hash.js'

// Computed with an independent implementation; FNV-1a of 'a' and 'foobar' before the finaliser is e40c292c and bf9cf968, as published.
test.each([
  ['', 2872998923],
  ['a', 444641715],
  ['foobar', 202221276],
  ['00000000-0000-4000-8000-000000000000', 1564448355],
  ['6f1c2f0e-9a63-4d2c-8b1e-0f6a1d2c3b4a', 229467850],
  ['ö€', 3533022046],
])('hash32(%j) stays %d for good', (text, expected) => expect(hash32(text)).toBe(expected))

test('similar texts spread evenly over low and high bits', () => {
  for (const divisor of [16, 1000, 60_000]) {
    const buckets = new Array<number>(16).fill(0)
    for (let index = 0; index < 16_000; index++) {
      const share = (hash32(`monitor-${index}`) % divisor) / divisor
      const bucket = Math.floor(share * 16)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    // 1000 are expected in each; 5 standard deviations are about 153.
    expect(Math.min(...buckets)).toBeGreaterThan(847)
    expect(Math.max(...buckets)).toBeLessThan(1153)
  }
})
