import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type EscalationPlan, escalationOf, SHORTEST_ROUND_PAUSE_MS } from './escalation.js'

const MINUTE_MS = 60_000
const plan: EscalationPlan = { steps: [{ delaySeconds: 0 }, { delaySeconds: 600 }], repeats: 1 }
const incident = { openedMs: 0, acknowledgedMs: null, resolvedMs: null, toldMs: [] as number[] }

it.each([
  ['the first at once', { ...incident }, 0, { due: { step: 0, round: 0 }, nextMs: 10 * MINUTE_MS }],
  ['nothing before its time', { ...incident, toldMs: [5] }, 100, { due: null, nextMs: 10 * MINUTE_MS + 5 }],
  [
    'the second after its delay, then a breath before the next round',
    { ...incident, toldMs: [0] },
    10 * MINUTE_MS,
    { due: { step: 1, round: 0 }, nextMs: 10 * MINUTE_MS + SHORTEST_ROUND_PAUSE_MS },
  ],
  [
    'a late one puts off the rest',
    { ...incident, toldMs: [0, 10, SHORTEST_ROUND_PAUSE_MS + 10] },
    99 * MINUTE_MS,
    { due: { step: 1, round: 1 }, nextMs: null },
  ],
  ['nothing after the last', { ...incident, toldMs: [0, 1, 2, 3] }, 99 * MINUTE_MS, { due: null, nextMs: null }],
  ['nothing once acknowledged', { ...incident, acknowledgedMs: 1 }, 99 * MINUTE_MS, { due: null, nextMs: null }],
  ['nothing once resolved', { ...incident, resolvedMs: 1 }, 99 * MINUTE_MS, { due: null, nextMs: null }],
])('%s', (_, of, nowMs, expected) => {
  expect(escalationOf(plan, of, nowMs)).toEqual(expected)
})

it('a policy without steps tells nobody', () => {
  expect(escalationOf({ steps: [], repeats: 3 }, incident, 0)).toEqual({ due: null, nextMs: null })
})

it('tells every step of every round once, in order and never before its delay, however late somebody looks', () => {
  const steps = fc.array(fc.record({ delaySeconds: fc.integer({ min: 0, max: 7200 }) }), { minLength: 1, maxLength: 5 })
  const repeats = fc.integer({ min: 0, max: 3 })
  const pauses = fc.infiniteStream(fc.integer({ min: 0, max: 900_000 }))
  fc.assert(
    fc.property(steps, repeats, pauses, (of, times, late) => {
      const told: number[] = []
      const order: number[] = []
      let nowMs = 0
      let nextMs: number | null = 0
      while (nextMs !== null) {
        nowMs = nextMs + (late.next().value ?? 0)
        const answer = escalationOf({ steps: of, repeats: times }, { ...incident, toldMs: told }, nowMs)
        nextMs = answer.nextMs
        if (!answer.due) continue
        expect(nowMs - (told.at(-1) ?? 0)).toBeGreaterThanOrEqual((of[answer.due.step]?.delaySeconds ?? 0) * 1000)
        told.push(nowMs)
        order.push(answer.due.round * of.length + answer.due.step)
      }
      expect(order).toEqual(Array.from({ length: of.length * (times + 1) }, (_, index) => index))
    }),
  )
})
