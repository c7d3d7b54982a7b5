import { UnsealError } from '@mointering/backend-common/crypto/sealer'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { MailOutcome, MailTransport } from '@mointering/backend-common/mail/mail-transport'
import { ZodError } from 'zod'
import type { ClaimedMail, MailOutbox } from './mail-outbox.js'
import type { MailSeal } from './mail-seal.js'
import type { MailMessage } from './mails.js'
import type { RenderedMail } from './templates/render-mail.js'

export type MailSender = AsyncDisposable & {
  /** There may be something to send, now or as soon as a transaction commits. */
  wake(): void
}

export type MailSenderDeps = {
  outbox: MailOutbox
  seal: MailSeal
  transport: MailTransport
  render: (message: MailMessage) => RenderedMail
  /** Right side of the Message-IDs. */
  host: string
  log: Logger
  now: () => number
  pollMs?: number
}

const POLL_MS = 5000
/** A mail is queued within a transaction, whose end nobody announces: looked for at once and then a few times more. */
const LOOKS_AFTER_MS = [0, 60, 250, 1000]
const BATCH = 10
const DRAIN_MS = 8000
const FIRST_RETRY_MS = 5000
const GROWTH = 3
const LONGEST_RETRY_MS = 15 * 60_000

/** 5 s, 15 s, 45 s, ... up to a quarter of an hour, each up to a fifth shorter or longer so that retries do not march in step. */
export const retryAfterMs = (attempt: number): number =>
  Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * GROWTH ** (attempt - 1)) * (0.8 + Math.random() * 0.4)

/**
 * Sends what lies in the outbox: when woken and every few seconds. Any number of processes may do so at once. Disposing lets the mails
 * in hand go out for up to 8 s; what is cut off then is sent again by whoever comes next.
 */
export function startMailSender(deps: MailSenderDeps): MailSender {
  const { outbox, seal, transport, render, host, log, now, pollMs = POLL_MS } = deps
  const stopping = new AbortController()
  const cutOff = new AbortController()
  let looks: NodeJS.Timeout[] = []
  let running: Promise<void> | null = null
  let again = false
  const poll = setInterval(look, pollMs)

  function look(): void {
    if (stopping.signal.aborted) return
    again = true
    running ??= work().finally(() => {
      running = null
    })
  }

  async function work(): Promise<void> {
    try {
      while (again && !stopping.signal.aborted) {
        again = false
        const claimed = await outbox.claim(BATCH)
        // One that cannot be noted must not leave the others behind.
        const results = await Promise.allSettled(claimed.map(send))
        for (const result of results) if (result.status === 'rejected') throw result.reason
        if (claimed.length === BATCH) again = true
      }
      const expired = await outbox.giveUpExpired()
      if (expired > 0) log.warn({ expired }, 'mails expired before the mail server took them')
    } catch (error) {
      log.warn({ err: error }, 'the outbox of mails could not be read; it is tried again')
    }
  }

  async function send(mail: ClaimedMail): Promise<void> {
    const outcome = await attempt(mail)
    const context = { mailId: mail.id, attempt: mail.attempt }
    if (outcome.kind === 'sent') {
      log.info(context, 'a mail was sent')
      return outbox.sent(mail)
    }
    const retryAt = new Date(now() + retryAfterMs(mail.attempt))
    if (outcome.permanent || retryAt >= mail.expiresAt) {
      log.warn({ ...context, reason: outcome.reason }, 'a mail was given up')
      return outbox.giveUp(mail, outcome.reason)
    }
    log.warn({ ...context, reason: outcome.reason, retryAt }, 'a mail could not be sent yet')
    return outbox.retry(mail, retryAt, outcome.reason)
  }

  async function attempt({ id, recipient, message }: ClaimedMail): Promise<MailOutcome> {
    const opened = open(recipient, message)
    // Another process may know the key, as while it is rotated: nothing is given up before its time.
    if (opened === null)
      return { kind: 'failed', permanent: false, reason: 'It was sealed with a key that is not known' }
    return transport.send({ to: recipient, messageId: `<${id}@${host}>`, ...render(opened) }, cutOff.signal)
  }

  function open(recipient: string, sealed: string): MailMessage | null {
    try {
      return seal.open(recipient, sealed)
    } catch (error) {
      if (error instanceof UnsealError || error instanceof ZodError) return null
      throw error
    }
  }

  return {
    wake() {
      if (stopping.signal.aborted) return
      for (const timer of looks) clearTimeout(timer)
      looks = LOOKS_AFTER_MS.map((afterMs) => setTimeout(look, afterMs))
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      clearInterval(poll)
      for (const timer of looks) clearTimeout(timer)
      const limit = setTimeout(() => cutOff.abort(), DRAIN_MS)
      await running
      clearTimeout(limit)
    },
  }
}
