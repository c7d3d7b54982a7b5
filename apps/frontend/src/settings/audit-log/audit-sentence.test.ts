import type { AuditEntry } from '@mointering/api-contract/http/audit-log'
import { expect, test } from 'vitest'
import { auditSentence } from './audit-sentence'

const ada: AuditEntry['actor'] = { kind: 'user', id: '1', name: 'Ada' }
type Changes = AuditEntry['changes']

test.each<[string, string | null, Changes, string]>([
  ['monitor.created', 'Home', [], 'Ada created monitor Home'],
  ['monitor.updated', 'Home', [], 'Ada changed monitor Home'],
  ['api_key.revoked', 'CI', [], 'Ada revoked API key CI'],
  ['workspace.updated', 'Acme', [], 'Ada changed workspace Acme'],
  [
    'member.updated',
    'Bob',
    [{ field: 'role', before: 'viewer', after: 'admin' }],
    'Ada changed the role of Bob from viewer to admin',
  ],
  ['member.removed', 'Bob', [], 'Ada removed Bob from the workspace'],
  ['member.left', 'Ada', [], 'Ada left the workspace'],
  [
    'invitation.created',
    'b@x.org',
    [{ field: 'role', before: null, after: 'editor' }],
    'Ada invited b@x.org as editor',
  ],
  ['invitation.accepted', 'b@x.org', [], 'Ada joined the workspace'],
  [
    'workspace.transferred',
    'Acme',
    [{ field: 'owner', before: 'a@x.org', after: 'b@x.org' }],
    'Ada made b@x.org the owner',
  ],
  ['status_page.un_published', 'Public', [], 'Ada un published status page Public'],
])('%s of %s', (action, name, changes, text) => {
  const object = { kind: action.split('.')[0] ?? '', id: null, name }
  const { actor, did, object: told, rest } = auditSentence({ action, actor: ada, object, changes })
  expect([actor, did, told, rest].filter(Boolean).join(' ')).toBe(text)
})

test('a key acts under its own name', () => {
  const actor: AuditEntry['actor'] = { kind: 'api_key', id: '2', name: 'CI' }
  const object = { kind: 'monitor', id: null, name: 'Home' }
  expect(auditSentence({ action: 'monitor.deleted', actor, object, changes: [] }).actor).toBe('API key CI')
})
