import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { createRevocableCopies } from './revocable-copies.js'

/** Two processes with one cache and one database; `slowly` holds the next read of the first one after it has read. */
function startTwo() {
  const cache = createInProcessCache()
  const stored = new Map([['a', 'viewer']])
  let held: Promise<void> | undefined
  const create = (load: (id: string) => Promise<string | null>) =>
    createRevocableCopies({ cache, name: 'x', schema: z.string(), load, copyMs: 10_000, markMs: 60_000, now: Date.now })
  const reads = { count: 0 }
  const read = async (id: string) => {
    reads.count++
    const value = stored.get(id) ?? null
    await held
    return value
  }
  const slowly = () => {
    const gate = new EventTarget()
    held = new Promise((resolve) => {
      gate.addEventListener('open', () => resolve(), { once: true })
    })
    return () => {
      held = undefined
      gate.dispatchEvent(new Event('open'))
    }
  }
  return { stored, slowly, reads, one: create(read), other: create(async (id) => stored.get(id) ?? null) }
}

it('is read once, then believed', async () => {
  const { one, reads } = startTwo()
  expect([await one.find('a'), await one.find('a'), await one.find('b')]).toEqual(['viewer', 'viewer', null])
  expect(reads.count).toBe(2)
})

it('a copy that was read before a change, and written after it, is not believed', async () => {
  const { stored, slowly, one, other } = startTwo()
  const goOn = slowly()
  const reading = one.find('a')
  await new Promise((resolve) => setImmediate(resolve))
  stored.set('a', 'owner')
  await other.forget('a')
  goOn()
  expect(await reading).toBe('viewer') // asked before the change
  expect([await one.find('a'), await other.find('a')]).toEqual(['owner', 'owner'])
})

it('a copy that was read before the end, and written after it, is not believed', async () => {
  const { stored, slowly, one, other } = startTwo()
  const goOn = slowly()
  const reading = one.find('a')
  await new Promise((resolve) => setImmediate(resolve))
  stored.delete('a')
  await other.end('a')
  goOn()
  await reading
  expect([await one.find('a'), await other.find('a')]).toEqual([null, null])
})

it('what changes after its end stays ended', async () => {
  const { stored, one, other } = startTwo()
  await one.find('a')
  stored.delete('a')
  await other.end('a')
  await other.forget('a')
  expect([await one.find('a'), await other.find('a')]).toEqual([null, null])
})

it('a change lets a new copy be believed', async () => {
  const { stored, one, reads } = startTwo()
  await one.find('a')
  stored.set('a', 'editor')
  await one.forget('a')
  expect([await one.find('a'), await one.find('a')]).toEqual(['editor', 'editor'])
  expect(reads.count).toBe(2)
})
