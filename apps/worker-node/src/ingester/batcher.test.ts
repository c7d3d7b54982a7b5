import { expect, test, vi } from 'vitest'
import { createBatcher, type Pending } from './batcher.js'

function setUp(options: { size: number; flushMs: number }) {
  const batches: string[][] = []
  let release: (() => void) | null = null
  let held = false
  const handle = async (batch: Pending<string>[]) => {
    batches.push(batch.map(({ item }) => item))
    if (held) await new Promise<void>((resolve) => (release = resolve))
    for (const { resolve } of batch) resolve()
  }
  return {
    batcher: createBatcher({ ...options, handle }),
    batches,
    hold: () => (held = true),
    letGo() {
      held = false
      release?.()
    },
  }
}

test('items that come together are handled together, in order', async () => {
  const { batcher, batches } = setUp({ size: 100, flushMs: 5 })
  await Promise.all(['a', 'b', 'c'].map((item) => batcher.add(item, 1)))
  expect(batches).toEqual([['a', 'b', 'c']])
})

test('a full batch does not wait', async () => {
  const { batcher, batches } = setUp({ size: 2, flushMs: 60_000 })
  await Promise.all(['a', 'b'].map((item) => batcher.add(item, 1)))
  expect(batches).toEqual([['a', 'b']])
})

test('a batch is bounded by weight, and one item may be heavier than all of it', async () => {
  const { batcher, batches } = setUp({ size: 3, flushMs: 5 })
  await Promise.all([batcher.add('heavy', 9), batcher.add('a', 2), batcher.add('b', 2), batcher.add('c', 2)])
  expect(batches).toEqual([['heavy'], ['a', 'b'], ['c']])
})

test('one batch is worked on at a time while the next one grows', async () => {
  const { batcher, batches, hold, letGo } = setUp({ size: 1, flushMs: 5 })
  hold()
  const first = batcher.add('a', 1)
  await vi.waitFor(() => expect(batches).toEqual([['a']]))
  const rest = [batcher.add('b', 1), batcher.add('c', 1)]
  expect(batches).toHaveLength(1)
  letGo()
  await Promise.all([first, ...rest])
  expect(batches).toEqual([['a'], ['b'], ['c']])
})

test('an item rejected in its batch rejects alone', async () => {
  const batcher = createBatcher<string>({
    size: 10,
    flushMs: 5,
    async handle(batch) {
      for (const { item, resolve, reject } of batch) item === 'bad' ? reject(new Error('bad')) : resolve()
    },
  })
  const outcomes = await Promise.allSettled([batcher.add('good', 1), batcher.add('bad', 1)])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})
