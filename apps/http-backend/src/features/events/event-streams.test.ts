import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createLogger } from '@mointering/backend-common/log/logger'
import { expect, it, vi } from 'vitest'
import type { ActiveSession, SessionStore } from '../../auth/session-store.js'
import { createEventStreams } from './event-streams.js'

const workspace = { id: 'w', slug: 'w', name: 'W', role: 'viewer' } as const
const user = { id: 'u', email: 'u@example.org', name: 'U' }
const session: ActiveSession = { sessionId: 's', expiresAtMs: 1e15, user, workspaces: [workspace] }

async function openOne(find: SessionStore['find']) {
  const store: SessionStore = { find, revoke: async () => undefined, forget: async () => undefined }
  const stream = { send: vi.fn(), beat: vi.fn(), end: vi.fn(), closed: false }
  const log = createLogger({ name: 'test', level: 'silent' })
  const streams = await createEventStreams({ cache: createInProcessCache(), store, log, beatMs: 5 })
  streams.add({ stream, sessionId: 's', workspaceId: 'w' })
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
