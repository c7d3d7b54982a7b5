import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createLogger } from '@mointering/backend-common/log/logger'
import { expect, it, vi } from 'vitest'
import { API_KEY_ENDED_CHANNEL } from '../../auth/api-keys.js'
import { SESSION_ENDED_CHANNEL } from '../../auth/session-store.js'
import { createEventStreams, type Watcher } from './event-streams.js'

const log = createLogger({ name: 'test', level: 'silent' })
const watcher = (stands: Watcher['stands'] = async () => true, credentialId = 's'): Watcher => ({
  credentialId,
  ownerId: 'u',
  stands,
})

async function openOne(stands: Watcher['stands']) {
  const stream = { send: vi.fn(), beat: vi.fn(), end: vi.fn(), closed: false }
  const streams = await createEventStreams({ cache: createInProcessCache(), log, beatMs: 5 })
  streams.reserve(watcher(stands)).open(stream)
  return { stream, streams }
}

it('beats while it may watch the workspace', async () => {
  const { stream, streams } = await openOne(async () => true)
  await vi.waitFor(() => expect(stream.beat.mock.calls.length).toBeGreaterThan(2))
  expect(stream.end).not.toHaveBeenCalled()
  await streams[Symbol.asyncDispose]()
})

it.each([
  ['access has ended', async () => false],
  ['nobody can say', () => Promise.reject(new Error('the database is away'))],
])('ends when %s', async (_, stands) => {
  const { stream, streams } = await openOne(stands)
  await vi.waitFor(() => expect(stream.end).toHaveBeenCalled())
  expect(stream.beat).not.toHaveBeenCalled()
  await streams[Symbol.asyncDispose]()
})

it('a place counts from when it is asked for until it is left', async () => {
  const { streams } = await openOne(async () => true)
  const asked = Array.from({ length: 19 }, () => streams.reserve(watcher()))
  const oneMore = () => streams.reserve(watcher())
  expect(oneMore).toThrow('Too many open event streams')
  asked[0]?.leave()
  expect(oneMore).not.toThrow()
  expect(oneMore).toThrow('Too many open event streams')
  await streams[Symbol.asyncDispose]()
})

it.each([
  ['session', SESSION_ENDED_CHANNEL],
  ['API key', API_KEY_ENDED_CHANNEL],
])('a stream that stands only after its %s ended is ended at once', async (_, channel) => {
  const cache = createInProcessCache()
  const streams = await createEventStreams({ cache, log })
  const [gone, stays] = ['s', 'other'].map((credentialId) => {
    const stream = { send: vi.fn(), beat: vi.fn(), end: vi.fn(), closed: false }
    return { stream, place: streams.reserve(watcher(async () => true, credentialId)) }
  })
  const heard = vi.fn()
  await cache.subscribe(channel, heard) // after the streams did: they heard it first
  await cache.publish(channel, 's')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith('s'))
  for (const each of [gone, stays]) each?.place.open(each.stream)
  expect(gone?.stream.end).toHaveBeenCalledOnce()
  expect(stays?.stream.end).not.toHaveBeenCalled()
  await streams[Symbol.asyncDispose]()
})
