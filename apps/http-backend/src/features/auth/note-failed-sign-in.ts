import type { Logger } from '@mointering/backend-common/log/logger'
import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import type { RateLimits } from '../../auth/rate-limits.js'

/**
 * Writes a wrong password into the activity of the account that it was tried on; a few an hour, as a flood of guesses must not bury the rest. It returns
 * at once and never rejects: waiting for it would make an address with an account answer later than one without.
 */
export type NoteFailedSignIn = (by: Origin, account: { id: string; name: string }) => void

export function createNoteFailedSignIn(deps: {
  database: Database
  rateLimits: RateLimits
  log: Logger
}): NoteFailedSignIn {
  const { database, rateLimits, log } = deps

  async function note(by: Origin, { id, name }: { id: string; name: string }): Promise<void> {
    if (await rateLimits.exceeds('failedSignInNotes', id)) return
    const object = { kind: 'account', id, name }
    await recordAudit(database.prisma, by, { action: 'account.sign_in_failed', workspaceId: null, userId: id, object })
  }

  return (by, account) => {
    note(by, account).catch((error: unknown) => log.warn({ err: error }, 'a failed sign-in could not be noted'))
  }
}
