import { expect, test, vi } from 'vitest'
import { watchStalls } from './stall-watch.js'

function standStill(ms: number): void {
  const untilMs = performance.now() + ms
  while (performance.now() < untilMs) Math.sqrt(untilMs)
}

test('a stall counts while it lasts, and after it for whoever was waiting then', async () => {
  using stalls = watchStalls()
  const startedMs = performance.now()
  standStill(300)
  expect(stalls.stalledMs(startedMs)).toBeGreaterThan(200)
  const laterMs = performance.now()
  await vi.waitFor(() => expect(performance.now() - laterMs).toBeGreaterThan(60))
  expect(stalls.stalledMs(startedMs)).toBeGreaterThan(200)
  expect(stalls.stalledMs(startedMs)).toBeLessThan(performance.now() - startedMs + 1)
})

test('only the part of a stall that lies in the check is counted', () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  try {
    let nowMs = 1000
    using stalls = watchStalls(() => nowMs)
    nowMs = 1420 // the beat that was due at 1020 comes 400 ms late
    vi.advanceTimersByTime(20)
    expect(stalls.stalledMs(900)).toBe(400)
    expect(stalls.stalledMs(1300)).toBe(120)
    expect(stalls.stalledMs(1420)).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

test('the lateness of an ordinary timer is no stall', () => {
  let nowMs = 0
  using stalls = watchStalls(() => nowMs)
  nowMs = 60
  expect(stalls.stalledMs(0)).toBe(0)
})
