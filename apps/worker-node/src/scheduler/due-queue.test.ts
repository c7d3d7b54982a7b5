import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDueQueue, type DueEntry } from './due-queue.js'

type Named = DueEntry & { name: number }
const entry = (name: number): Named => ({ name, dueMs: 0, position: -1 })

test('members come out by due time, whatever was set, moved and removed before', () => {
  const operation = fc.record({ name: fc.nat(30), dueMs: fc.nat(1000), remove: fc.boolean() })
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
      const queue = createDueQueue<Named>()
      const entries = Array.from({ length: 31 }, (_, name) => entry(name))
      const expected = new Map<number, number>()
      for (const { name, dueMs, remove } of operations) {
        const chosen = entries[name]
        if (!chosen) continue
        if (remove) {
          queue.remove(chosen)
          expected.delete(name)
        } else {
          queue.set(chosen, dueMs)
          expected.set(name, dueMs)
        }
      }
      const out: Named[] = []
      for (let first = queue.first(); first; first = queue.first()) {
        out.push(first)
        queue.remove(first)
      }
      expect(out.map(({ dueMs }) => dueMs)).toEqual([...expected.values()].toSorted((a, b) => a - b))
      expect(new Set(out.map(({ name }) => name))).toEqual(new Set(expected.keys()))
    }),
  )
})

test('an empty queue is never due', () => {
  const queue = createDueQueue<Named>()
  expect(queue.nextDueMs()).toBe(Number.POSITIVE_INFINITY)
  queue.remove(entry(1))
  expect(queue.size).toBe(0)
})
