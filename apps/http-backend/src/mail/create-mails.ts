import type { MailSeal } from './mail-seal.js'
import type { MailMessage, Mails } from './mails.js'

const HOUR_MS = 3_600_000
/** A mail without a link of its own is news for so long. */
const NEWS_MS = 24 * HOUR_MS

/** The outbox of mails: what is queued lies sealed in the database until the sender takes it. `wake` tells the sender of this process. */
export function createMails(deps: { enabled: boolean; seal: MailSeal; wake: () => void; now: () => number }): Mails {
  const { enabled, seal, wake, now } = deps
  return {
    enabled,
    async queue(tx, recipient, message) {
      if (!enabled) return
      const createdAt = new Date(now())
      const expiresAt = expiryOf(message) ?? new Date(now() + NEWS_MS)
      const sealed = seal.seal(recipient, message)
      await tx.mail.create({
        data: { recipient, message: sealed, createdAt, nextAttemptAt: createdAt, expiresAt },
        select: { id: true },
      })
      wake()
    },
  }
}

const expiryOf = (message: MailMessage): Date | null => ('expiresAt' in message ? message.expiresAt : null)
