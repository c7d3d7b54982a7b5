import { describe, expect, it } from 'vitest'
import { dayStart, fortnight, policyLine, stripOf } from './shift-words'

const id = '11111111-1111-4111-8111-111111111111'
const shift = (from: number, to: number) => ({
  person: { userId: id, name: 'Ada' },
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  layer: 'Days',
})

describe('the strip', () => {
  it('has no hole, and nobody where nobody is', () => {
    const parts = stripOf([shift(-50, 25), shift(50, 75), shift(75, 100)], { fromMs: 0, toMs: 200 })
    expect(parts.map(({ left, width, shift: one }) => [left, width, one?.person.name ?? null])).toEqual([
      [0, 12.5, 'Ada'],
      [12.5, 12.5, null],
      [25, 12.5, 'Ada'],
      [37.5, 12.5, 'Ada'],
      [50, 50, null],
    ])
    expect(stripOf([], { fromMs: 0, toMs: 10 })).toMatchObject([{ left: 0, width: 100, shift: null }])
  })

  it('is fourteen of the reader’s days, also when the clock changes', () => {
    const { days, toMs } = fortnight(dayStart(new Date(2026, 9, 20, 15).getTime()))
    expect(days).toHaveLength(14)
    expect([days[0]?.atMs, toMs]).toEqual([new Date(2026, 9, 20).getTime(), new Date(2026, 10, 3).getTime()])
  })
})

it.each([
  [0, 'At once: x; after 10\u00a0min: x, x.'],
  [1, 'At once: x; after 10\u00a0min: x, x. Once more from the start.'],
  [3, 'At once: x; after 10\u00a0min: x, x. 3 times more from the start.'],
])('says what a policy does, repeated %i times', (repeats, line) => {
  const target = { kind: 'user' as const, id }
  const steps = [
    { delaySeconds: 0, targets: [target] },
    { delaySeconds: 600, targets: [target, target] },
  ]
  expect(policyLine({ id, name: 'p', steps, repeats, version: 1, createdAt: '' }, () => 'x')).toBe(line)
})
