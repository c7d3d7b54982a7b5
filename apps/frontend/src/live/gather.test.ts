import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gather } from './gather'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('the first runs at once, what comes meanwhile runs once, and nothing runs after the stop', () => {
  const seen: string[] = []
  const { add, stop } = gather(1_000, (id) => seen.push(id))
  for (const id of ['a', 'b', 'b', 'a']) add(id)
  expect(seen).toEqual(['a'])
  vi.advanceTimersByTime(1_000)
  expect(seen).toEqual(['a', 'b', 'a'])
  vi.advanceTimersByTime(5_000)
  add('c')
  expect(seen).toEqual(['a', 'b', 'a', 'c'])
  add('d')
  stop()
  vi.advanceTimersByTime(5_000)
  expect(seen).toEqual(['a', 'b', 'a', 'c'])
})
