import { expect, test } from 'vitest'
import type { Outcome } from './channel-kind.js'
import { tellEach } from './tell-each.js'

const SENT: Outcome = { kind: 'sent', receipt: 'r' }
const NO: Outcome = { kind: 'permanent', reason: 'no such mailbox', httpStatus: null }
const later = (retryAfterMs: number | null): Outcome => ({
  kind: 'passing',
  reason: 'busy',
  retryAfterMs,
  httpStatus: 429,
})

async function tell(outcomes: Record<string, Outcome>, known: string[] = []) {
  const told = new Set(known)
  const asked: string[] = []
  const parts = { isTold: (part: string) => told.has(part), told: async (part: string) => void told.add(part) }
  const outcome = await tellEach(Object.keys(outcomes), {
    partOf: (name) => name,
    async tell(name) {
      asked.push(name)
      return outcomes[name] ?? NO
    },
    tools: { parts },
  })
  return { outcome, asked, told: [...told] }
}

test('all are told, with their receipts', async () => {
  expect(await tell({ a: SENT, b: SENT })).toEqual({
    outcome: { kind: 'sent', receipt: 'r, r' },
    asked: ['a', 'b'],
    told: ['a', 'b'],
  })
})

test('as long as one may still be reached the whole passes, after the longest wait; who was told is left out', async () => {
  const { outcome, told } = await tell({ a: later(5000), b: SENT, c: later(9000), d: NO, e: later(null) })
  expect(outcome).toEqual({ kind: 'passing', reason: 'busy', retryAfterMs: 9000, httpStatus: 429 })
  expect(told).toEqual(['b'])
  expect((await tell({ a: SENT, b: SENT }, told)).asked).toEqual(['a'])
})

test('who is refused for good is noted; with nobody told the whole is refused', async () => {
  expect((await tell({ a: NO, b: SENT })).outcome).toEqual({
    kind: 'sent',
    receipt: 'r',
    note: '1 of 2 recipients refused: no such mailbox',
  })
  expect((await tell({ a: NO, b: NO })).outcome).toEqual(NO)
  expect((await tell({ a: NO, b: NO }, ['b'])).outcome).toMatchObject({ kind: 'sent', receipt: null })
})
