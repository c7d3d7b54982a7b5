import type { Sealer } from '@mointering/backend-common/crypto/sealer'
import { type MailMessage, mailMessage } from './mails.js'

/** Mails lie sealed in the outbox, each for its recipient alone: links in them are as good as passwords. */
export type MailSeal = {
  seal(recipient: string, message: MailMessage): string
  /** Throws UnsealError when it was sealed for somebody else, was changed, or its key is not known here. */
  open(recipient: string, sealed: string): MailMessage
}

export const createMailSeal = (sealer: Sealer): MailSeal => ({
  seal: (recipient, message) => sealer.seal(JSON.stringify(message), contextOf(recipient)),
  open: (recipient, sealed) => mailMessage.parse(JSON.parse(sealer.open(sealed, contextOf(recipient)))),
})

const contextOf = (recipient: string) => `mail ${recipient}`
