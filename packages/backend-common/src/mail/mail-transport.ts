import { createTransport } from 'nodemailer'
import { redactText } from '../log/redact.js'
import { oneLine } from './one-line.js'

export type OutgoingMail = {
  /** One address, without a name. */
  to: string
  subject: string
  text: string
  html: string
  /** With its angle brackets. The same for every attempt, so that a mail that arrives twice is recognised. */
  messageId: string
  /** Message-IDs, each with its angle brackets, of what it answers and of what it belongs to: mail programs show those together (RFC 5322 3.6.4). */
  inReplyTo?: string
  references?: readonly string[]
}

/**
 * `permanent`: this mail will never be taken (no such mailbox, refused content); otherwise it may be later. `reason` is a line for the
 * log and the outbox, without credentials.
 */
export type MailOutcome = { kind: 'sent' } | { kind: 'failed'; permanent: boolean; reason: string }

/** Hands mails to a mail server over a few kept connections. */
export type MailTransport = AsyncDisposable & {
  /** Never rejects. Ends within 60 s, at once when `signal` is aborted (then nobody knows whether the server took it). */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<MailOutcome>
}

export type MailLog = { debug(context: object, message: string): void; warn(context: object, message: string): void }

const CONNECT_MS = 10_000
const SILENCE_MS = 30_000
const SEND_MS = 60_000
const MAX_CONNECTIONS = 3
const MAX_REASON = 300
const ADDRESS = /^[^\s\p{Cc}"(),:;<>@[\]\\]+@[^\s\p{Cc}"(),;<>@\\]+$/u
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * A transport to the server of `smtpUrl`: smtps:// is TLS from the start; smtp:// upgrades with STARTTLS where it is offered, and must
 * when there is a password to send and the server is not on this machine. Connects when first used.
 */
export function createMailTransport({
  smtpUrl,
  from,
  log,
}: {
  smtpUrl: string
  from: string
  log: MailLog
}): MailTransport {
  const { protocol, username, hostname } = new URL(smtpUrl)
  const transport = createTransport({
    pool: true,
    url: smtpUrl,
    maxConnections: MAX_CONNECTIONS,
    maxRequeues: 0, // an outbox retries, and knows how often
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    requireTLS: protocol === 'smtp:' && username !== '' && !LOOPBACK.test(hostname),
    tls: { minVersion: 'TLSv1.2' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // Failures of single mails are outcomes; this is a pool that lost an idle connection and makes a new one by itself.
  transport.on('error', (error: unknown) => log.warn({ err: error }, 'the connection to the mail server had an error'))

  return {
    async send({ to, subject, text, html, messageId, inReplyTo, references }, signal) {
      if (!ADDRESS.test(to)) return { kind: 'failed', permanent: true, reason: 'The recipient is not one mail address' }
      const limit = AbortSignal.timeout(SEND_MS)
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject: oneLine(subject),
          text,
          html,
          messageId,
          ...(inReplyTo && { inReplyTo }),
          ...(references && { references: [...references] }),
          // RFC 3834: out-of-office replies and the like must not answer.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
        })
        return { kind: 'sent' }
      } catch (error) {
        return { kind: 'failed', permanent: isPermanent(error), reason: reasonOf(error) }
      }
    },
    async [Symbol.asyncDispose]() {
      transport.close({ force: true })
    },
  }
}

/**
 * Only what a server says for good (5xx, RFC 5321 4.2.1) about this recipient or this message. A refused password, sender or greeting
 * is 5xx too, but a matter of settings: somebody mends them, and then the mail goes out.
 */
function isPermanent(error: unknown): boolean {
  const command = fieldOf(error, 'command')
  return fieldOf(error, 'permanent') === true && (command === 'RCPT TO' || command === 'DATA')
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const code = fieldOf(error, 'code')
  return oneLine(redactText(typeof code === 'string' ? `${code}: ${message}` : message)).slice(0, MAX_REASON)
}

const fieldOf = (error: unknown, field: string): unknown =>
  error instanceof Error && field in error ? Reflect.get(error, field) : undefined
