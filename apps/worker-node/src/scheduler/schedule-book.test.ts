import { expect, test } from 'vitest'
import { sampleMonitor, T0 } from '../testing/sample-monitor.js'
import { createScheduleBook } from './schedule-book.js'

const MINUTE = 60_000
const slotsOf = ({ due }: { due: { slotMs: number }[] }) => due.map(({ slotMs }) => (slotMs - T0) / 1000)

/** A book with one monitor whose slots up to `watermarkMs` were dispatched by somebody else. */
function bookOf(monitor = sampleMonitor(), watermarkMs: number | null = T0 - 1, nowMs = T0) {
  const book = createScheduleBook()
  book.addShard(7, [monitor], { watermarkMs, nowMs })
  return book
}

test('each slot is handed out once, when it is due', () => {
  const book = bookOf()
  expect(slotsOf(book.takeDue(T0, 10))).toEqual([0])
  expect(slotsOf(book.takeDue(T0 + 59_999, 10))).toEqual([])
  expect(book.nextDueMs()).toBe(T0 + MINUTE)
  expect(slotsOf(book.takeDue(T0 + MINUTE, 10))).toEqual([60])
})

test('a takeover begins after the watermark', () => {
  expect(slotsOf(bookOf(sampleMonitor(), T0, T0 + 5000).takeDue(T0 + 5000, 10))).toEqual([])
})

test('a takeover begins with the slot in progress when it was not dispatched, and never with a backlog', () => {
  const nowMs = T0 + 10 * MINUTE + 5000
  expect(slotsOf(bookOf(sampleMonitor(), T0, nowMs).takeDue(nowMs, 10))).toEqual([600])
})

test('a takeover of a 1 s monitor makes up for the seconds that the hand-over took', () => {
  const monitor = sampleMonitor({ intervalSeconds: 1 })
  expect(slotsOf(bookOf(monitor, T0, T0 + 2500).takeDue(T0 + 2500, 10))).toEqual([1, 2])
  expect(slotsOf(bookOf(monitor, T0, T0 + 60_500).takeDue(T0 + 60_500, 10))).toEqual([58, 59, 60])
})

test('a monitor that changed about when the watermark was written is dispatched again rather than forgotten', () => {
  const monitor = sampleMonitor({ updatedAtMs: T0 + 29_000 })
  expect(slotsOf(bookOf(monitor, T0 + 30_000, T0 + 31_000).takeDue(T0 + 31_000, 10))).toEqual([0])
})

test('a new monitor is dispatched at once for its slot in progress', () => {
  const book = createScheduleBook()
  const created = T0 + 40_000
  const revisions = [{ effectiveFromMs: T0, intervalMs: MINUTE, enabled: true }]
  book.update(sampleMonitor({ createdAtMs: created, updatedAtMs: created, revisions }), 7, created)
  expect(slotsOf(book.takeDue(created, 10))).toEqual([0])
})

test('a change that leaves the schedule alone does not dispatch a slot again', () => {
  const book = bookOf()
  book.takeDue(T0, 10)
  book.update(sampleMonitor({ timeoutMs: 2000 }), 7, T0 + 5000)
  expect(slotsOf(book.takeDue(T0 + 5000, 10))).toEqual([])
  expect(slotsOf(book.takeDue(T0 + MINUTE, 10))).toEqual([60])
})

test('a paused or deleted monitor is not dispatched any more', () => {
  const book = bookOf()
  book.takeDue(T0, 10)
  const running = sampleMonitor().revisions
  const paused = [...running, { effectiveFromMs: T0 + 5000, intervalMs: MINUTE, enabled: false }]
  book.update(sampleMonitor({ enabled: false, revisions: paused }), 7, T0 + 5000)
  expect(book.nextDueMs()).toBe(Number.POSITIVE_INFINITY)
  book.update(sampleMonitor({ deleted: true }), 7, T0 + 6000)
  expect(book.size).toBe(0)
})

test('a shard that is dropped takes its monitors along, and no others', () => {
  const book = bookOf()
  book.addShard(8, [sampleMonitor({ key: 8 })], { watermarkMs: T0 - 1, nowMs: T0 })
  book.dropShard(7)
  expect(book.takeDue(T0, 10).due.map(({ monitor }) => monitor.key)).toEqual([8])
})

test('a short stall costs a 1 s monitor no slot', () => {
  const book = bookOf(sampleMonitor({ intervalSeconds: 1 }))
  book.takeDue(T0, 10)
  expect(slotsOf(book.takeDue(T0 + 2900, 10))).toEqual([1, 2])
})

test('a clock that jumps forward skips to the slot in progress and counts what was missed', () => {
  const book = bookOf()
  book.takeDue(T0, 10)
  const taken = book.takeDue(T0 + 60 * MINUTE + 1000, 10)
  expect(slotsOf(taken)).toEqual([3600])
  expect(taken.skipped).toBe(59)
})

test('a clock that is set back a little dispatches no slot twice', () => {
  const book = bookOf()
  book.takeDue(T0 + MINUTE, 10)
  expect(slotsOf(book.takeDue(T0 - MINUTE, 10))).toEqual([])
  expect(slotsOf(book.takeDue(T0 + MINUTE, 10))).toEqual([])
  expect(slotsOf(book.takeDue(T0 + 2 * MINUTE, 10))).toEqual([120])
})

test('a clock that was hours ahead and is set right leaves nothing unwatched', () => {
  const book = bookOf()
  book.takeDue(T0 + 120 * MINUTE, 10)
  expect(slotsOf(book.takeDue(T0 + MINUTE, 10))).toEqual([60])
})

test('a watermark from a clock far ahead is not believed', () => {
  expect(slotsOf(bookOf(sampleMonitor(), T0 + 86_400_000, T0).takeDue(T0, 10))).toEqual([0])
})

test('a limit leaves the rest for the next call', () => {
  const book = createScheduleBook()
  const monitors = [1, 2, 3].map((key) => sampleMonitor({ key }))
  book.addShard(0, monitors, { watermarkMs: T0 - 1, nowMs: T0 })
  expect(book.takeDue(T0, 2).due).toHaveLength(2)
  expect(book.takeDue(T0, 2).due).toHaveLength(1)
})

test('a new interval takes effect with its first slot', () => {
  const book = bookOf()
  book.takeDue(T0, 10)
  const changedMs = T0 + 10_000
  const revisions = [...sampleMonitor().revisions, { effectiveFromMs: changedMs, intervalMs: 1000, enabled: true }]
  book.update(sampleMonitor({ revisions }), 7, changedMs)
  expect(book.nextDueMs() - changedMs).toBeLessThanOrEqual(1000)
  const first = book.nextDueMs()
  book.takeDue(first, 10)
  expect(book.nextDueMs()).toBe(first + 1000)
})
