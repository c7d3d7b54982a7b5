import { expect, test, vi } from 'vitest'
import { runBounded, TooSlowError } from './bounded.js'

test('what is quick gives its result, null and undefined too', () => {
  expect(runBounded(() => 42, 100)).toBe(42)
  expect(runBounded(() => null, 100)).toBeNull()
  expect(runBounded(() => undefined, 100)).toBeUndefined()
})

test('what throws throws', () => {
  expect(() => runBounded(() => JSON.parse('{'), 100)).toThrow(SyntaxError)
})

test('an endless loop is stopped, and the next run is not harmed', () => {
  const forever = () => {
    for (;;);
  }
  expect(() => runBounded(forever, 20)).toThrow(TooSlowError)
  expect(runBounded(() => 'fine', 100)).toBe('fine')
})

test('a process that did not get to run meanwhile tries again', () => {
  const cpuUsage = vi.spyOn(process, 'cpuUsage').mockReturnValue({ user: 0, system: 0 })
  let runs = 0
  const secondTimeLucky = () => {
    runs += 1
    for (; runs === 1; );
    return 'fine'
  }
  expect(runBounded(secondTimeLucky, 20)).toBe('fine')
  expect(runs).toBe(2)
  cpuUsage.mockRestore()
})
