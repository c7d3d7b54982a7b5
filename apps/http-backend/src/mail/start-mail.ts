import { createAccountSealer, type EncryptionKeys } from '@mointering/backend-common/crypto/encryption-keys'
import { createScope } from '@mointering/backend-common/lifecycle/scope'
import type { Logger } from '@mointering/backend-common/log/logger'
import { createMailTransport } from '@mointering/backend-common/mail/mail-transport'
import type { Database } from '@mointering/db/database'
import type { ApiConfig } from '../api-config.js'
import { createMails } from './create-mails.js'
import { createMailOutbox } from './mail-outbox.js'
import { createMailSeal } from './mail-seal.js'
import { startMailSender } from './mail-sender.js'
import type { Mails } from './mails.js'
import { renderMail } from './templates/render-mail.js'

/** The outbox, and in this process the sender that empties it; without SMTP_URL neither does anything. */
export function startMail(deps: {
  config: EncryptionKeys & Pick<ApiConfig, 'SMTP_URL' | 'MAIL_FROM' | 'PUBLIC_URL'>
  database: Database
  log: Logger
  now: () => number
}): Mails & AsyncDisposable {
  const { config, database, log, now } = deps
  const { SMTP_URL: smtpUrl, MAIL_FROM: from, PUBLIC_URL: publicUrl } = config
  const seal = createMailSeal(createAccountSealer(config))
  const scope = createScope()
  if (smtpUrl === undefined) {
    const mails = createMails({ enabled: false, seal, wake: () => undefined, now })
    return { ...mails, [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]() }
  }
  const transport = scope.add(createMailTransport({ smtpUrl, from, log }))
  const sender = scope.add(
    startMailSender({
      outbox: createMailOutbox({ database, now }),
      seal,
      transport,
      render: (message) => renderMail(message, publicUrl),
      host: new URL(publicUrl).hostname,
      log,
      now,
    }),
  )
  const mails = createMails({ enabled: true, seal, wake: sender.wake, now })
  return { ...mails, [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]() }
}
