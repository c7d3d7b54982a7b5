import { expect, test } from 'vitest'
import { VERDICT_CODE, VERDICTS } from './verdict.js'

test('stored codes are the places in the list, for good', () => {
  expect(VERDICT_CODE).toEqual({ up: 0, degraded: 1, down: 2, unknown: 3 })
  expect(VERDICTS.map((verdict) => VERDICT_CODE[verdict])).toEqual([0, 1, 2, 3])
})
