import type { SessionReply } from '@mointering/api-contract/http/accounts'
import { expect, test } from 'vitest'
import { toSession } from './session'

const user = { id: '0', email: 'ada@example.org', name: 'Ada' }
const workspaces: SessionReply['workspaces'] = [
  { id: 'a', slug: 'home', name: 'Home', role: 'owner' },
  { id: 'b', slug: 'work', name: 'Work', role: 'viewer' },
]

test.each([
  ['nothing is remembered', undefined, 'a', true],
  ['the remembered one is theirs', 'b', 'b', false],
  ['the remembered one is theirs no more', 'c', 'a', true],
])('%s', (_, remembered, id, canEdit) => {
  const session = toSession({ user, workspaces }, remembered)
  expect([session?.workspace.id, session?.canEdit]).toEqual([id, canEdit])
})

test('somebody without a workspace is in none, whatever is remembered', () =>
  expect(toSession({ user, workspaces: [] }, 'a')).toBeNull())
