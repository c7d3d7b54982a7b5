import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRegionSight, type RegionLook } from './region-blindness.js'

const at = (n: number, slotMs: number, saw: RegionLook['saw'] = 'silence'): RegionLook => ({
  target: `host-${n}`,
  network: `network-${n}`,
  slotMs,
  saw,
})
const range = (count: number) => Array.from({ length: count }, (_, n) => n)

/** A region that looked at so many unrelated targets, all of which answered in slots 0, 1, 2 ... */
function seeing(targets: number) {
  const sight = createRegionSight()
  for (const n of range(targets)) sight.look(at(n, n, 'answer'))
  return sight
}

describe('a region is blind', () => {
  test('when five unrelated targets go silent one after another', () => {
    const sight = seeing(20)
    for (const n of range(4)) sight.look(at(n, 60_000 + n))
    expect(sight.blindSinceMs).toBeNull()
    sight.look(at(4, 60_004))
    expect(sight.blindSinceMs).toBe(60_000)
  })

  test('at once when its prober found so', () => {
    const sight = seeing(1)
    sight.look(at(0, 60_000, 'blind'))
    expect(sight.blindSinceMs).toBe(60_000)
  })

  test('not when its prober found so while others answer', () => {
    const sight = seeing(4)
    sight.look(at(0, 60_000))
    for (const n of [1, 2, 3]) sight.look(at(n, 60_001, 'answer'))
    sight.look(at(0, 120_000, 'blind'))
    expect(sight.blindSinceMs).toBeNull()
  })

  test.each([
    [
      'they share a network, such as ten sites on one server',
      (n: number) => ({ ...at(n, 60_000 + n), network: 'one' }),
    ],
    ['they are one host', (n: number) => ({ ...at(n, 60_000 + n), target: 'host-1' })],
    ['it takes them too long', (n: number) => at(n, 60_000 + n * 60_000)],
  ])('not when %s', (_why, look) => {
    const sight = seeing(10)
    for (const n of range(10)) sight.look(look(n))
    expect(sight.blindSinceMs).toBeNull()
  })

  test('not when one in four answers', () => {
    const sight = seeing(40)
    for (const n of range(40)) sight.look(at(n, 60_000 + n, n % 4 === 1 ? 'answer' : 'silence'))
    expect(sight.blindSinceMs).toBeNull()
  })

  test('not for targets that never answered', () => {
    const sight = createRegionSight()
    for (const n of range(10)) sight.look(at(n, 60_000 + n))
    expect(sight.blindSinceMs).toBeNull()
  })
})

test('it sees again when more answer than are silent', () => {
  const sight = seeing(6)
  for (const n of range(6)) sight.look(at(n, 60_000 + n))
  for (const n of range(3)) sight.look(at(n, 120_000 + n, 'answer'))
  expect(sight.blindSinceMs).toBe(60_000)
  sight.look(at(3, 120_003, 'answer'))
  expect(sight.blindSinceMs).toBeNull()
})

test('it is suspect while two are silent and nobody answered since', () => {
  const sight = seeing(10)
  sight.look(at(0, 60_000))
  expect(sight.isSuspect).toBe(false)
  sight.look(at(1, 60_001))
  expect(sight.isSuspect).toBe(true)
  sight.look(at(2, 60_002, 'answer'))
  expect(sight.isSuspect).toBe(false)
})

test('looks that come twice, or too late, change nothing', () => {
  const looks = fc.array(
    fc.record({ n: fc.nat(7), slotMs: fc.nat(300_000), saw: fc.constantFrom('answer', 'silence', 'blind') }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(looks, (all) => {
      const [once, twice] = [createRegionSight(), createRegionSight()]
      for (const { n, slotMs, saw } of all) {
        once.look(at(n, slotMs, saw))
        twice.look(at(n, slotMs, saw))
        twice.look(at(n, slotMs, saw))
        twice.look(at(n, slotMs - 1, 'silence'))
        expect([twice.blindSinceMs, twice.isSuspect]).toEqual([once.blindSinceMs, once.isSuspect])
      }
    }),
  )
})
