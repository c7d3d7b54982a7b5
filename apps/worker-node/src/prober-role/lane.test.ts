import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLane } from './lane.js'

test('never more than its places run at once, all of it runs, and it starts in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(3), { maxLength: 40 }), async (places, turns) => {
      const lane = createLane(places)
      const started: number[] = []
      let most = 0
      await Promise.all(
        turns.map((count, index) =>
          lane.run(async () => {
            started.push(index)
            most = Math.max(most, lane.running)
            for (let turn = 0; turn < count; turn++) await Promise.resolve()
          }),
        ),
      )
      expect(started).toEqual(turns.map((_, index) => index))
      expect(most).toBeLessThanOrEqual(places)
      expect([lane.running, lane.waiting]).toEqual([0, 0])
    }),
  )
})

test('work that fails gives its place back', async () => {
  const lane = createLane(1)
  await expect(lane.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(lane.run(async () => 'next')).resolves.toBe('next')
})
