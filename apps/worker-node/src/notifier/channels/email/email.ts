import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import type { MailTransport } from '@mointering/backend-common/mail/mail-transport'
import type { ChannelKind, Outcome } from '../channel-kind.js'
import { tellEach } from '../tell-each.js'
import { noticeMail } from './notice-mail.js'

/**
 * Mail through the installation's own mail server, one for each recipient. A repeat has the same Message-ID: many mail servers and programs show it once, but
 * none must.
 */
export const createEmail = ({
  mail,
  publicUrl,
}: {
  mail: MailTransport | null
  publicUrl: string
}): ChannelKind<SettingsOf<'email'>> => ({
  repeatsAreSeenOnce: false,
  async deliver({ to }, notice, tools) {
    if (mail === null) return NO_SERVER
    const content = noticeMail(notice, publicUrl)
    const tell = async (recipient: string): Promise<Outcome> => {
      // What was cut off is tried again: a mail server takes a message or it does not.
      const outcome = await mail.send({ to: recipient, ...content }, tools.signal)
      if (outcome.kind === 'sent') return { kind: 'sent', receipt: null }
      const { permanent, reason } = outcome
      return permanent
        ? { kind: 'permanent', reason, httpStatus: null }
        : { kind: 'passing', reason, retryAfterMs: null, httpStatus: null }
    }
    const recipients = [...new Set(to)]
    const outcome = await tellEach(recipients, { partOf: (recipient) => recipient.toLowerCase(), tell, tools })
    return outcome.kind === 'sent' ? { ...outcome, receipt: content.messageId } : outcome
  },
})

const NO_SERVER: Outcome = {
  kind: 'permanent',
  reason: 'This installation has no mail server: SMTP_URL is not set',
  httpStatus: null,
}
