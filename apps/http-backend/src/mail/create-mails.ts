import { createAccountSealer } from '@mointering/backend-common/crypto/encryption-keys'
import type { ApiConfig } from '../api-config.js'
import type { MailMessage, Mails } from './mails.js'

const HOUR_MS = 3_600_000
/** A mail without a link of its own is news for so long. */
const NEWS_MS = 24 * HOUR_MS

/** The outbox of mails: what is queued lies sealed in the database until it is sent. */
export function createMails({
  config,
  now,
}: {
  config: Pick<ApiConfig, 'SMTP_URL' | 'ENCRYPTION_KEY' | 'PREVIOUS_ENCRYPTION_KEYS'>
  now: () => number
}): Mails {
  const sealer = createAccountSealer(config)
  const enabled = config.SMTP_URL !== undefined
  return {
    enabled,
    async queue(tx, recipient, message) {
      if (!enabled) return
      const createdAt = new Date(now())
      const sealed = sealer.seal(JSON.stringify(message), `mail ${recipient}`)
      const expiresAt = expiryOf(message) ?? new Date(now() + NEWS_MS)
      await tx.mail.create({
        data: { recipient, message: sealed, createdAt, nextAttemptAt: createdAt, expiresAt },
        select: { id: true },
      })
    },
  }
}

const expiryOf = (message: MailMessage): Date | null => ('expiresAt' in message ? message.expiresAt : null)
