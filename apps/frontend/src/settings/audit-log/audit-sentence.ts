import type { AuditEntry } from '@mointering/api-contract/http/audit-log'

/** One entry as a sentence in parts: "Ada", "changed monitor", "Home", "in its role" ... `object` and `rest` may be empty. */
export type Sentence = { actor: string; did: string; object: string; rest: string }

const KIND: Readonly<Record<string, string>> = {
  api_key: 'API key',
  recovery_codes: 'recovery codes',
  totp: 'authenticator app',
}
const VERB: Readonly<Record<string, string>> = { updated: 'changed', set_up: 'began to set up', resent: 'sent again' }

type Told = Pick<AuditEntry, 'action' | 'actor' | 'object' | 'changes'>
type Parts = Omit<Sentence, 'actor'>

/** Actions that the general form would tell badly. */
const SPECIAL: Readonly<Record<string, (entry: Told, name: string) => Parts>> = {
  'member.updated': (entry, object) => ({ did: 'changed the role of', object, rest: fromTo(entry, 'role') }),
  'member.removed': (_, object) => ({ did: 'removed', object, rest: 'from the workspace' }),
  'member.left': () => ({ did: 'left the workspace', object: '', rest: '' }),
  'invitation.created': (entry, object) => ({ did: 'invited', object, rest: asRole(entry) }),
  'invitation.resent': (_, object) => ({ did: 'invited', object, rest: 'again' }),
  'invitation.revoked': (_, object) => ({ did: 'revoked the invitation of', object, rest: '' }),
  'invitation.accepted': (entry) => ({ did: 'joined the workspace', object: '', rest: asRole(entry) }),
  'workspace.transferred': (entry) => ({
    did: 'made',
    object: String(changeOf(entry, 'owner')?.after ?? 'somebody'),
    rest: 'the owner',
  }),
}

export function auditSentence(entry: Told): Sentence {
  const actor = entry.actor.kind === 'api_key' ? `API key ${entry.actor.name}` : entry.actor.name
  const name = entry.object.name ?? ''
  const special = SPECIAL[entry.action]
  if (special) return { actor, ...special(entry, name) }
  const [kind = '', participle = ''] = entry.action.split('.')
  const verb = VERB[participle] ?? words(participle)
  return { actor, did: `${verb} ${KIND[kind] ?? words(kind)}`, object: name, rest: '' }
}

const words = (name: string) => name.replaceAll('_', ' ')
const changeOf = ({ changes }: Told, field: string) => changes.find((change) => change.field === field)

function fromTo(entry: Told, field: string): string {
  const change = changeOf(entry, field)
  return change ? `from ${String(change.before)} to ${String(change.after)}` : ''
}
function asRole(entry: Told): string {
  const role = changeOf(entry, 'role')?.after
  return typeof role === 'string' ? `as ${role}` : ''
}
