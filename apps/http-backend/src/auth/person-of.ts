import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Member } from './guards.js'
import type { ActiveSession } from './session-store.js'

/** The session of the person who acts as a member. Throws forbidden for an API key: it has no account and no role. */
export function sessionOfPerson(member: Member): ActiveSession {
  if (member.session) return member.session
  throw new AppError('forbidden', 'This is for people, not for API keys')
}
