import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { listen } from '../targets/listen.js'

/** A mail as it arrived: the envelope that the server was told, and the message as a mail program reads it. */
export type ReceivedMail = {
  from: string
  to: string[]
  subject: string
  text: string
  html: string
  messageId: string
  headers: ParsedMail['headers']
  /** Targets of the links in its HTML, in order. */
  links: string[]
  /** The message as it was transmitted. */
  raw: string
}

export type MailSink = AsyncDisposable & {
  /** For SMTP_URL. */
  url: string
  /** All that arrived, oldest first. */
  mails(): ReceivedMail[]
  /** Forgets what arrived. */
  forget(): void
  /** The first mail to that address (with that subject, or one that matches), as soon as it is there. Rejects after 10 s. */
  waitForMail(wanted: { to: string; subject?: string | RegExp }): Promise<ReceivedMail>
  /** Refuses the recipient of the next mail with this SMTP code, such as 450 or 550. Several calls queue up. */
  failNext(code: number): void
  /** Holds every further mail at its end, unanswered, until the returned function is called. */
  hold(): () => void
}

const WAIT_MS = 10_000

/** A mail server on loopback that keeps what it is given. */
export async function startMailSink(): Promise<MailSink> {
  const received: ReceivedMail[] = []
  const failures: number[] = []
  const arrivals = new EventEmitter()
  let held: Promise<void> = Promise.resolve()

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, callback) {
      const code = failures.shift()
      if (code === undefined) return callback()
      callback(Object.assign(new Error('refused as the test asked for'), { responseCode: code }))
    },
    onData(stream, session, callback) {
      read(stream, session)
        .then(async (mail) => {
          await held
          received.push(mail)
          arrivals.emit('mail')
          callback()
        })
        .catch(callback)
    },
  })
  // A connection that a client gives up on is no fault of the server.
  smtp.on('error', () => arrivals.emit('error-seen'))
  const server = createServer((socket) => smtp.connect(socket))
  const target = await listen(server)

  return {
    url: `smtp://127.0.0.1:${target.port}`,
    mails: () => [...received],
    forget: () => void received.splice(0),
    async waitForMail(wanted) {
      const signal = AbortSignal.timeout(WAIT_MS)
      for (;;) {
        const found = received.find((mail) => fits(mail, wanted))
        if (found) return found
        await once(arrivals, 'mail', { signal }).catch((cause: unknown) => {
          const there = received.map(({ to, subject }) => `${to.join()}: ${subject}`).join('; ')
          throw new Error(`No mail to ${wanted.to} (${wanted.subject ?? 'any subject'}). There are: ${there}`, {
            cause,
          })
        })
      }
    },
    failNext: (code) => void failures.push(code),
    hold() {
      const { promise, resolve } = deferred()
      held = promise
      return resolve
    },
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  }
}

function deferred() {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve: () => resolve() }
}

function fits(mail: ReceivedMail, { to, subject }: { to: string; subject?: string | RegExp }): boolean {
  if (!mail.to.includes(to)) return false
  if (subject === undefined) return true
  return typeof subject === 'string' ? mail.subject === subject : subject.test(mail.subject)
}

async function read(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<ReceivedMail> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  const raw = Buffer.concat(chunks)
  const parsed = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true })
  const html = parsed.html === false || parsed.html === undefined ? '' : parsed.html
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html,
    messageId: parsed.messageId ?? '',
    headers: parsed.headers,
    links: [...html.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&')),
    raw: raw.toString('utf8'),
  }
}
