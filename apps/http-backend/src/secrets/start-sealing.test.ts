import { createLogger } from '@mointering/backend-common/log/logger'
import { beforeEach, expect, it, vi } from 'vitest'
import { startSealing } from './start-sealing.js'

let logged: string[] = []
const log = createLogger({ name: 'test', level: 'debug', destination: { write: (line) => void logged.push(line) } })
beforeEach(() => {
  logged = []
})

/** Fails for the first `failures` times; a database that is away. */
const sealAfter = (failures: number) => {
  let called = 0
  return vi.fn(async () => {
    called++
    if (called <= failures) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  })
}

it('has sealed before it resolves, and does so once', async () => {
  const seal = sealAfter(0)
  await using _ = await startSealing({ seal, log, retryDelay: () => 0 })
  expect(seal).toHaveBeenCalledTimes(1)
  expect(logged).toEqual([])
})

it('does not keep the API from starting while the database is away, and tries again until it is back', async () => {
  const seal = sealAfter(3)
  const retryDelay = vi.fn(() => 0)
  await using _ = await startSealing({ seal, log, retryDelay })
  await vi.waitFor(() => expect(seal).toHaveBeenCalledTimes(4))
  expect(retryDelay.mock.calls).toEqual([[1], [2], [3]])
  expect(logged.filter((line) => line.includes('could not be sealed yet'))).toHaveLength(3)
})

it('ends its tries at once when it is disposed of, however far the next one is', async () => {
  const seal = sealAfter(2)
  const sealing = await startSealing({ seal, log, retryDelay: () => 3_600_000 })
  await sealing[Symbol.asyncDispose]()
  expect(seal).toHaveBeenCalledTimes(1)
})

it('waits for the try in hand when it is disposed of', async () => {
  const order: string[] = []
  let finish = (): void => undefined
  const failing = sealAfter(1)
  const seal = vi.fn(async () => {
    await failing()
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    order.push('sealed')
  })
  const sealing = await startSealing({ seal, log, retryDelay: () => 0 })
  await vi.waitFor(() => expect(failing).toHaveResolvedTimes(1))
  const ended = sealing[Symbol.asyncDispose]().then(() => order.push('disposed of'))
  finish()
  await ended
  expect(order).toEqual(['sealed', 'disposed of'])
})
