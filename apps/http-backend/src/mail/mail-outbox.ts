import type { Database } from '@mointering/db/database'

/** A mail that this process, and no other, is to send now. `attempt` from 1. */
export type ClaimedMail = { id: string; recipient: string; message: string; attempt: number; expiresAt: Date }

export type MailOutbox = {
  /**
   * Takes up to `limit` due mails. Nobody else gets them for `CLAIM_MS`: when this process dies meanwhile they become due again, and are
   * sent once more under the same Message-ID.
   */
  claim(limit: number): Promise<ClaimedMail[]>
  /** Its text is deleted: the links in it are secrets. */
  sent(mail: ClaimedMail): Promise<void>
  retry(mail: ClaimedMail, at: Date, reason: string): Promise<void>
  /** Deletes the text and keeps the reason. */
  giveUp(mail: ClaimedMail, reason: string): Promise<void>
  /** Gives up what has expired unsent; returns how many. */
  giveUpExpired(): Promise<number>
}

/** Longer than a mail takes to be sent or to fail. */
export const CLAIM_MS = 3 * 60_000

type ClaimRow = { id: string; recipient: string; message: string; attempts: number; expires_at: Date }

export function createMailOutbox({ database, now }: { database: Database; now: () => number }): MailOutbox {
  const { mail } = database.prisma
  const over = { message: '', nextAttemptAt: null }
  // A claim that ran out may have been given to another process: then the result is theirs to tell.
  const held = ({ id, attempt }: ClaimedMail) => ({ id, attempts: attempt, sentAt: null })

  return {
    async claim(limit) {
      const at = new Date(now())
      const { rows } = await database.pool.query<ClaimRow>(
        `update mail set attempts = attempts + 1, next_attempt_at = $2
         where id in (
           select id from mail where next_attempt_at <= $1 and expires_at > $1
           order by next_attempt_at limit $3 for update skip locked
         )
         returning id, recipient, message, attempts, expires_at`,
        [at, new Date(at.getTime() + CLAIM_MS), limit],
      )
      return rows.map(({ attempts, expires_at, ...row }) => ({ ...row, attempt: attempts, expiresAt: expires_at }))
    },
    async sent(claimed) {
      await mail.updateMany({ where: { id: claimed.id }, data: { ...over, sentAt: new Date(now()), lastError: null } })
    },
    async retry(claimed, at, reason) {
      await mail.updateMany({ where: held(claimed), data: { nextAttemptAt: at, lastError: reason } })
    },
    async giveUp(claimed, reason) {
      await mail.updateMany({ where: held(claimed), data: { ...over, lastError: reason } })
    },
    async giveUpExpired() {
      const { rowCount } = await database.pool.query(
        `update mail set message = '', next_attempt_at = null, last_error = coalesce(last_error, 'Not sent before it expired')
         where next_attempt_at <= $1 and expires_at <= $1`,
        [new Date(now())],
      )
      return rowCount ?? 0
    },
  }
}
