import { expect, test } from 'vitest'
import { grownPhases, type TypicalPhases } from './grown-phases.js'

const usual: TypicalPhases = { checks: 100, dns: 2, connect: 20, tls: 40, ttfb: 100, transfer: null }
const now = (changes: Partial<TypicalPhases>): TypicalPhases => ({ ...usual, checks: 3, ...changes })

test('names the phases that grew, the worst first', () => {
  expect(grownPhases(now({ tls: 900, ttfb: 210 }), usual)).toEqual([
    { phase: 'tls', usualMs: 40, nowMs: 900 },
    { phase: 'ttfb', usualMs: 100, nowMs: 210 },
  ])
})

test.each([
  ['a phase that grew by a little', now({ dns: 20 }), usual],
  ['a phase that is long as ever', now({ ttfb: 180 }), usual],
  ['a phase that was not there before', now({ transfer: 900 }), usual],
  ['a phase that did not happen', now({ tls: null }), usual],
  ['phases without a past', now({ tls: 900 }), { ...usual, checks: 9 }],
  ['phases of no check', now({ checks: 0, tls: 900 }), usual],
])('says nothing of %s', (_what, present, past) => expect(grownPhases(present, past)).toEqual([]))
