import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AttemptVerdict, countFailingLooks, judgeSlot } from './slot-verdict.js'
import { VERDICTS, type Verdict } from './verdict.js'

const letters: Record<string, Verdict> = { U: 'up', G: 'degraded', D: 'down', '?': 'unknown' }

/** A word for each region, a letter for each attempt: 'DU ?' = region 0 was down and then up, region 1 could not look. */
function resultsOf(script: string): AttemptVerdict[] {
  return script.split(' ').flatMap((word, region) =>
    [...word].flatMap((letter, attempt) => {
      const verdict = letters[letter]
      return verdict ? [{ region, attempt, verdict }] : []
    }),
  )
}

test.each<[string, Verdict]>([
  ['', 'unknown'],
  ['U', 'up'],
  ['D', 'down'],
  ['G', 'degraded'],
  ['?', 'unknown'],
  ['? ? ?', 'unknown'],
  ['U U D', 'degraded'], // one of three is not a majority
  ['U D D', 'down'],
  ['U D', 'degraded'], // a tie is not down
  ['U U D D', 'degraded'],
  ['? D', 'down'], // only those that could look have a vote
  ['? U', 'up'],
  ['? ? U D', 'degraded'],
  ['U G', 'degraded'],
  ['G G D', 'degraded'],
  ['DU', 'up'], // a re-check that succeeds makes the slot good
  ['UD', 'down'],
  ['DU DU D', 'degraded'],
  ['DDU', 'up'],
  ['D? U', 'degraded'], // a re-check that could not look takes nothing back
  ['D?', 'down'],
  ['?D?U?', 'up'],
])('%s -> %s', (script, expected) => expect(judgeSlot(resultsOf(script))).toBe(expected))

test.each<[string, number, Verdict]>([
  ['D ?', 2, 'unknown'], // one region alone may not say
  ['D D ?', 2, 'down'],
  ['U ? ?', 2, 'unknown'],
  ['U', 0, 'up'],
  ['', 0, 'unknown'],
])('%s with at least %i regions -> %s', (script, minRegions, expected) =>
  expect(judgeSlot(resultsOf(script), minRegions)).toBe(expected),
)

test.each([
  ['', 0],
  ['U', 0],
  ['D', 1],
  ['DD', 2], // the check and its re-check
  ['D D', 2], // two regions that agree
  ['DD D', 3],
  ['DU', 0], // its last word is up
  ['DUD', 1],
  ['D?D', 2], // who could not look breaks nothing
  ['D? U', 1],
  ['GD', 1],
])('%s: %i failing looks', (script, expected) => expect(countFailingLooks(resultsOf(script))).toBe(expected))

test('attempts are ordered by number, with gaps: a run-now beats re-checks', () => {
  expect(
    judgeSlot([
      { region: 'eu', attempt: 1034, verdict: 'up' },
      { region: 'eu', attempt: 0, verdict: 'down' },
      { region: 'eu', attempt: 2, verdict: 'down' },
    ]),
  ).toBe('up')
})

test('should one attempt come with two verdicts, the milder one counts', () => {
  const twice = [
    { region: 'eu', attempt: 0, verdict: 'down' },
    { region: 'eu', attempt: 0, verdict: 'up' },
  ] as const
  expect([judgeSlot(twice), judgeSlot(twice.toReversed())]).toEqual(['up', 'up'])
})

describe('properties', () => {
  const result = fc.record({
    region: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('eu', 'us')),
    attempt: fc.integer({ min: 0, max: 3 }),
    verdict: fc.constantFrom(...VERDICTS),
  })

  test('neither the order of the results nor repetitions matter', () => {
    fc.assert(
      fc.property(
        fc
          .array(result, { maxLength: 12 })
          .chain((results) =>
            fc.tuple(
              fc.constant(results),
              fc.shuffledSubarray([...results, ...results], { minLength: results.length * 2 }),
            ),
          ),
        ([results, shuffled]) => {
          expect(judgeSlot(shuffled)).toBe(judgeSlot(results))
        },
      ),
    )
  })

  test('a later attempt of every region that could look makes the earlier ones irrelevant', () => {
    fc.assert(
      fc.property(fc.array(result, { maxLength: 12 }), fc.constantFrom(...VERDICTS), (results, verdict) => {
        const later = [...new Set(results.map((r) => r.region))].map((region) => ({ region, attempt: 9, verdict }))
        const expected = verdict === 'unknown' ? judgeSlot(results) : verdict
        expect(judgeSlot([...results, ...later])).toBe(results.length === 0 ? 'unknown' : expected)
      }),
    )
  })

  test('regions that could not look change nothing', () => {
    fc.assert(
      fc.property(fc.array(result, { maxLength: 12 }), (results) => {
        const blind = { region: 'elsewhere', attempt: 0, verdict: 'unknown' } as const
        expect(judgeSlot([...results, blind])).toBe(judgeSlot(results))
      }),
    )
  })

  test('down has strictly more than half of the regions that could look', () => {
    const verdicts = fc.array(fc.constantFrom(...VERDICTS), { maxLength: 9 })
    fc.assert(
      fc.property(verdicts, (seen) => {
        const usable = seen.filter((verdict) => verdict !== 'unknown').length
        const down = seen.filter((verdict) => verdict === 'down').length
        const judged = judgeSlot(seen.map((verdict, region) => ({ region, attempt: 0, verdict })))
        expect(judged === 'down').toBe(down > usable / 2)
      }),
    )
  })
})
