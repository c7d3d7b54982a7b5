import type { SessionReply } from '@mointering/api-contract/http/accounts'
import { type Session, toSession } from '../session/session'
import { ROLE_WORD } from './role-words'

type Change = {
  /** What to tell; null for what shows by itself (a name). */
  words: { title: string; description?: string } | null
  /** The workspace to go to, as one's own is gone; null stays. */
  goTo: string | null
}

/** What became of the workspace that pages show; null when nothing did. */
export function describeSessionChange(session: Session, reply: SessionReply): Change | null {
  const { workspace } = session
  const next = toSession(reply, workspace.id)
  if (next?.workspace.id !== workspace.id) {
    const description = next ? `This is ${next.workspace.name}.` : 'You are in no other workspace.'
    return {
      words: { title: `You are not in ${workspace.name} any more`, description },
      goTo: next?.workspace.id ?? null,
    }
  }
  if (next.workspace.role !== workspace.role)
    return {
      words: { title: `You are ${ROLE_WORD[next.workspace.role].toLowerCase()} of ${workspace.name} now` },
      goTo: null,
    }
  const known = JSON.stringify([session.user, session.workspaces])
  return known === JSON.stringify([next.user, next.workspaces]) ? null : { words: null, goTo: null }
}
