import { createLogger } from '@mointering/backend-common/log/logger'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createJanitorEvents } from './events.js'
import { createHousekeeping } from './housekeeping.js'

const events = () => createJanitorEvents(createLogger({ name: 'test', level: 'silent' }), new Registry())
const going = new AbortController().signal

test('each step runs when it is due', async () => {
  const runs: string[] = []
  const housekeeping = createHousekeeping(
    [
      { name: 'often', everyMs: 10, run: async (nowMs) => void runs.push(`often@${nowMs}`) },
      { name: 'seldom', everyMs: 100, run: async (nowMs) => void runs.push(`seldom@${nowMs}`) },
    ],
    events(),
  )
  for (const nowMs of [0, 5, 10, 100]) await housekeeping.runDue(nowMs, going)
  expect(runs).toEqual(['often@0', 'seldom@0', 'often@10', 'often@100', 'seldom@100'])
})

test('a step that fails stops no other, is said, and is tried again soon', async () => {
  const runs: number[] = []
  let broken = true
  const housekeeping = createHousekeeping(
    [
      {
        name: 'broken',
        everyMs: 3_600_000,
        async run() {
          if (broken) throw new Error('disk full')
        },
      },
      { name: 'fine', everyMs: 1, run: async (nowMs) => void runs.push(nowMs) },
    ],
    events(),
  )
  await housekeeping.runDue(0, going)
  expect(runs).toEqual([0])
  expect(housekeeping.failing()).toEqual(['broken'])
  broken = false
  await housekeeping.runDue(60_000, going)
  expect(housekeeping.failing()).toEqual([])
})

test('a shutdown comes between two steps', async () => {
  const stop = new AbortController()
  const runs: string[] = []
  const step = (name: string) => ({
    name,
    everyMs: 1,
    async run() {
      runs.push(name)
      stop.abort()
    },
  })
  await createHousekeeping([step('first'), step('second')], events()).runDue(0, stop.signal)
  expect(runs).toEqual(['first'])
})
