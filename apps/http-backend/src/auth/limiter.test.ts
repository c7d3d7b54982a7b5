import { expect, it, vi } from 'vitest'
import { createLimiter } from './limiter.js'

class FullError extends Error {}
const whenFull = (): never => {
  throw new FullError()
}

it('runs no more than allowed at a time, in order, and refuses when too many wait', async () => {
  const limit = createLimiter({ atOnce: 2, waiting: 2 }, whenFull)
  const started: number[] = []
  const ends: (() => void)[] = []
  const work = (n: number) =>
    limit(() => {
      started.push(n)
      return new Promise<number>((resolve) => ends.push(() => resolve(n)))
    })
  const results = [1, 2, 3, 4].map(work)
  expect(started).toEqual([1, 2])
  await expect(work(5)).rejects.toThrow(FullError)
  ends[0]?.()
  await vi.waitFor(() => expect(started).toEqual([1, 2, 3]))
  ends[1]?.()
  await vi.waitFor(() => expect(started).toEqual([1, 2, 3, 4]))
  ends[2]?.()
  ends[3]?.()
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4])
})

it('a work that fails gives its place back', async () => {
  const limit = createLimiter({ atOnce: 1, waiting: 0 }, whenFull)
  await expect(limit(() => Promise.reject(new RangeError('x')))).rejects.toThrow(RangeError)
  expect(await limit(async () => 7)).toBe(7)
})
