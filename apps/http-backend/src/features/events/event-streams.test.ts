import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createLogger } from '@mointering/backend-common/log/logger'
import { expect, it, vi } from 'vitest'
import { type ActiveSession, SESSION_ENDED_CHANNEL, type SessionStore } from '../../auth/session-store.js'
import { createEventStreams } from './event-streams.js'

const workspace = { id: 'w', slug: 'w', name: 'W', role: 'viewer' } as const
const user = { id: 'u', email: 'u@example.org', name: 'U' }
const session: ActiveSession = {
  sessionId: 's',
  authenticatedAtMs: 0,
  expiresAtMs: 1e15,
  user,
  workspaces: [workspace],
}

async function openOne(find: SessionStore['find']) {
  const store: SessionStore = {
    find,
    revoke: async () => undefined,
    forget: async () => undefined,
    forgetAllOf: async () => undefined,
    revokeAllOf: async () => 0,
  }
  const stream = { send: vi.fn(), beat: vi.fn(), end: vi.fn(), closed: false }
  const log = createLogger({ name: 'test', level: 'silent' })
  const streams = await createEventStreams({ cache: createInProcessCache(), store, log, beatMs: 5 })
  streams.reserve({ sessionId: 's', userId: 'u', workspaceId: 'w' }).open(stream)
  return { stream, streams }
}

it('beats while the session may watch the workspace', async () => {
  const { stream, streams } = await openOne(async () => session)
  await vi.waitFor(() => expect(stream.beat.mock.calls.length).toBeGreaterThan(2))
  expect(stream.end).not.toHaveBeenCalled()
  await streams[Symbol.asyncDispose]()
})

it.each([
  ['the session has ended', async () => null],
  ['the membership has ended', async () => ({ ...session, workspaces: [] })],
  ['nobody can say', () => Promise.reject(new Error('the database is away'))],
])('ends when %s', async (_, find) => {
  const { stream, streams } = await openOne(find)
  await vi.waitFor(() => expect(stream.end).toHaveBeenCalled())
  expect(stream.beat).not.toHaveBeenCalled()
  await streams[Symbol.asyncDispose]()
})

it('a place counts from when it is asked for until it is left', async () => {
  const { streams } = await openOne(async () => session)
  const asked = Array.from({ length: 19 }, () => streams.reserve({ sessionId: 's', userId: 'u', workspaceId: 'w' }))
  const oneMore = () => streams.reserve({ sessionId: 's', userId: 'u', workspaceId: 'w' })
  expect(oneMore).toThrow('Too many open event streams')
  asked[0]?.leave()
  expect(oneMore).not.toThrow()
  expect(oneMore).toThrow('Too many open event streams')
  await streams[Symbol.asyncDispose]()
})

it('a stream that stands only after its session ended is ended at once', async () => {
  const cache = createInProcessCache()
  const store: SessionStore = {
    find: async () => session,
    revoke: async () => undefined,
    forget: async () => undefined,
    forgetAllOf: async () => undefined,
    revokeAllOf: async () => 0,
  }
  const streams = await createEventStreams({ cache, store, log: createLogger({ name: 'test', level: 'silent' }) })
  const [gone, stays] = ['s', 'other'].map((sessionId) => {
    const stream = { send: vi.fn(), beat: vi.fn(), end: vi.fn(), closed: false }
    return { stream, place: streams.reserve({ sessionId, userId: 'u', workspaceId: 'w' }) }
  })
  const heard = vi.fn()
  await cache.subscribe(SESSION_ENDED_CHANNEL, heard) // after the streams did: they heard it first
  await cache.publish(SESSION_ENDED_CHANNEL, 's')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith('s'))
  for (const each of [gone, stays]) each?.place.open(each.stream)
  expect(gone?.stream.end).toHaveBeenCalledOnce()
  expect(stays?.stream.end).not.toHaveBeenCalled()
  await streams[Symbol.asyncDispose]()
})
