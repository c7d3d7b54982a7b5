import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { initialStatus, restoreStatus, type StatusPolicy, type StatusState, stepStatus } from './status-machine.js'
import { VERDICTS, type Verdict } from './verdict.js'

const letters: Record<string, Verdict> = { U: 'up', G: 'degraded', D: 'down', '?': 'unknown' }
const MINUTE = 60_000

/** A slot each minute; the log has each change with the minute that showed it first and the one that confirmed it. */
function run(script: string, policy: StatusPolicy): string[] {
  let state: StatusState = initialStatus
  const log: string[] = []
  for (const [minute, letter] of [...script].entries()) {
    const verdict = letters[letter]
    if (!verdict) throw new Error(`no verdict for ${letter}`)
    const next = stepStatus(state, { slotMs: minute * MINUTE, verdict }, policy)
    state = next.state
    if (next.changed) log.push(`${state.status} since ${(state.sinceMs ?? Number.NaN) / MINUTE} @${minute}`)
  }
  return log
}

describe('two confirmations, one recovery', () => {
  test.each([
    ['', []],
    ['U', ['up since 0 @0']],
    ['UUUU', ['up since 0 @0']],
    ['G', ['degraded since 0 @0']],
    ['UGU', ['up since 0 @0', 'degraded since 1 @1', 'up since 2 @2']],
    ['D', []], // one failure leaves it pending
    ['DD', ['down since 0 @1']],
    ['UDUD', ['up since 0 @0']], // one failure at a time never counts
    ['UDDD', ['up since 0 @0', 'down since 1 @2']],
    ['UD?D', ['up since 0 @0', 'down since 1 @3']], // unknown neither breaks nor feeds
    ['UDDU', ['up since 0 @0', 'down since 1 @2', 'up since 3 @3']],
    ['UDDG', ['up since 0 @0', 'down since 1 @2', 'degraded since 3 @3']],
    ['UDGD', ['up since 0 @0', 'degraded since 2 @2']], // a degraded slot is a good one
    ['????', []], // pending until somebody could look
    ['U??', ['up since 0 @0', 'unknown since 1 @2']], // nobody can vouch for it any more
    ['U?U?U', ['up since 0 @0']],
    ['U??U', ['up since 0 @0', 'unknown since 1 @2', 'up since 3 @3']],
    ['UDD????', ['up since 0 @0', 'down since 1 @2']], // unknown resolves nothing
    ['UD??D', ['up since 0 @0', 'unknown since 2 @3', 'down since 1 @4']],
  ])('%s -> %j', (script, expected) => expect(run(script, { confirmations: 2, recoveries: 1 })).toEqual(expected))
})

describe('one confirmation, three recoveries', () => {
  test.each([
    ['UD', ['up since 0 @0', 'down since 1 @1']],
    ['UDUU', ['up since 0 @0', 'down since 1 @1']],
    ['UDUUU', ['up since 0 @0', 'down since 1 @1', 'up since 2 @4']],
    ['UDU?UU', ['up since 0 @0', 'down since 1 @1', 'up since 2 @5']],
    ['UDUUDUUU', ['up since 0 @0', 'down since 1 @1', 'up since 5 @7']], // a relapse restarts the count
    ['UDUUG', ['up since 0 @0', 'down since 1 @1', 'degraded since 2 @4']],
  ])('%s -> %j', (script, expected) => expect(run(script, { confirmations: 1, recoveries: 3 })).toEqual(expected))
})

describe('looks within a slot', () => {
  const DOWN = { slotMs: 0, verdict: 'down' } as const
  const rules = { confirmations: 3, recoveries: 1 }
  test('a slot that failed often enough needs no other one', () => {
    expect(stepStatus(initialStatus, { ...DOWN, looks: 3 }, rules).state).toMatchObject({ status: 'down', sinceMs: 0 })
    expect(stepStatus(initialStatus, { ...DOWN, looks: 2 }, rules).state.status).toBe('pending')
  })
  test('looks of slots in a row add up, since the first of them', () => {
    const { state } = stepStatus(initialStatus, { ...DOWN, looks: 2 }, rules)
    expect(stepStatus(state, { ...DOWN, slotMs: MINUTE }, rules).state).toMatchObject({ status: 'down', sinceMs: 0 })
  })
})

const policy = fc.record({ confirmations: fc.integer({ min: 1, max: 4 }), recoveries: fc.integer({ min: 1, max: 4 }) })
const verdicts = fc.array(fc.constantFrom(...VERDICTS), { maxLength: 40 })
const fold = (seen: readonly Verdict[], rules: StatusPolicy, from: StatusState = initialStatus, startMinute = 0) =>
  seen.reduce<StatusState>(
    (state, verdict, index) => stepStatus(state, { slotMs: (startMinute + index) * MINUTE, verdict }, rules).state,
    from,
  )

describe('properties', () => {
  test('a slot that is not newer than the last changes nothing at all', () => {
    fc.assert(
      fc.property(verdicts, policy, fc.nat(39), fc.constantFrom(...VERDICTS), (seen, rules, back, verdict) => {
        fc.pre(seen.length > 0)
        const state = fold(seen, rules)
        const old = stepStatus(state, { slotMs: Math.max(0, seen.length - 1 - back) * MINUTE, verdict }, rules)
        expect(old).toEqual({ state, changed: false })
      }),
    )
  })

  test('unknown slots, wherever they come, never change whether it is down once a slot could be judged', () => {
    const seen = fc.array(fc.constantFrom<Verdict>('up', 'degraded', 'down'), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(seen, policy, fc.array(fc.nat(3), { maxLength: 30 }), (known, rules, gaps) => {
        const gappy = known.flatMap((verdict, index) => [
          ...new Array<Verdict>(gaps[index] ?? 0).fill('unknown'),
          verdict,
        ])
        const isDown = (state: StatusState) => state.status === 'down'
        expect(isDown(fold(gappy, rules))).toBe(isDown(fold(known, rules)))
        expect(fold(gappy, rules).run?.count).toBe(fold(known, rules).run?.count)
      }),
    )
  })

  test('unknown alone neither makes it down nor ends a down', () => {
    fc.assert(
      fc.property(verdicts, policy, fc.nat(20), (seen, rules, blind) => {
        const before = fold(seen, rules)
        const after = fold(new Array<Verdict>(blind).fill('unknown'), rules, before, seen.length)
        expect(after.status === 'down').toBe(before.status === 'down')
        expect(after.run).toEqual(before.run)
      }),
    )
  })

  test('it is down exactly when enough failures came in a row and not yet enough recoveries after them', () => {
    fc.assert(
      fc.property(verdicts, policy, (seen, rules) => {
        let down = false
        let failures = 0
        let recoveries = 0
        for (const verdict of seen.filter((v) => v !== 'unknown')) {
          failures = verdict === 'down' ? failures + 1 : 0
          recoveries = verdict === 'down' ? 0 : recoveries + 1
          if (down ? recoveries >= rules.recoveries : failures >= rules.confirmations) down = !down
        }
        expect(fold(seen, rules).status === 'down').toBe(down)
      }),
    )
  })

  test('what is stored at a settled slot, and the slots after it, give the same state again', () => {
    fc.assert(
      fc.property(verdicts, policy, (seen, rules) => {
        const state = fold(seen, rules)
        const settledMinute = state.settledSlotMs === null ? -1 : state.settledSlotMs / MINUTE
        const again = fold(seen.slice(settledMinute + 1), rules, restoreStatus(state), settledMinute + 1)
        // Seen from the later status more slots count as settled: that is sooner, never wrong.
        expect({ ...again, settledSlotMs: null }).toEqual({ ...state, settledSlotMs: null })
        expect(again.settledSlotMs ?? -1).toBeGreaterThanOrEqual(state.settledSlotMs ?? -1)
      }),
      { numRuns: 2000 },
    )
  })

  test('as long as a status lasts, its beginning stays', () => {
    fc.assert(
      fc.property(verdicts, policy, fc.constantFrom(...VERDICTS), (seen, rules, verdict) => {
        const before = fold(seen, rules)
        const { state, changed } = stepStatus(before, { slotMs: seen.length * MINUTE, verdict }, rules)
        expect(changed).toBe(state.status !== before.status)
        if (!changed) expect(state.sinceMs).toBe(before.sinceMs)
      }),
      { numRuns: 1000 },
    )
  })

  test('the state given is never changed', () => {
    fc.assert(
      fc.property(verdicts, policy, fc.constantFrom(...VERDICTS), (seen, rules, verdict) => {
        const state = fold(seen, rules)
        const copy = structuredClone(state)
        stepStatus(state, { slotMs: seen.length * MINUTE, verdict }, rules)
        expect(state).toEqual(copy)
      }),
    )
  })
})
