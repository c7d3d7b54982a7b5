import { createScope } from '@mointering/backend-common/lifecycle/scope'
import { type MailSink, startMailSink } from '@mointering/test-kit/mail/mail-sink'
import type { Browser } from '@mointering/test-kit/people/browser'
import type { Person } from '@mointering/test-kit/people/people'
import { type ApiWorld, startWorld } from './api-world.js'

export const SIGN_UP = '/api/v1/auth/sign-up'
export const VERIFY = '/api/v1/auth/sign-up/verify'
export const RESEND = '/api/v1/auth/sign-up/resend'
export const SIGN_IN = '/api/v1/auth/sign-in'
export const SESSION = '/api/v1/auth/session'
export const FORGOT = '/api/v1/auth/password/forgot'
export const RESET = '/api/v1/auth/password/reset'
export const ACCOUNT = '/api/v1/account'

export type MailWorld = AsyncDisposable & { world: ApiWorld; sink: MailSink }

/** The API with a mail server. Many mails may be asked for, unless `rateLimits` says otherwise. */
export async function startMailWorld(options: Parameters<typeof startWorld>[0] = {}): Promise<MailWorld> {
  const scope = createScope()
  const sink = scope.add(await startMailSink())
  const many = { limit: 10_000, windowMs: 60_000 }
  const rateLimits = { mailFromAddress: many, mailToAccountFromAddress: many, mailToAccount: many }
  const world = scope.add(
    await startWorld({
      ...options,
      env: { SMTP_URL: sink.url, ...options.env },
      rateLimits: { ...rateLimits, ...options.rateLimits },
    }),
  )
  return { world, sink, [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]() }
}

/** The secrets in the links of all mails to that address, oldest first, once there are so many of them. */
export async function tokensTo(
  { world, sink }: MailWorld,
  to: string,
  page: 'sign-up/verify' | 'reset-password' | 'confirm-email',
  count = 1,
): Promise<string[]> {
  await mailsSent(world)
  const tokens = sink
    .mails()
    .filter((mail) => mail.to.includes(to))
    .flatMap(({ links }) => links.filter((link) => new URL(link).pathname === `/${page}`).slice(0, 1))
    .map((link) => new URL(link).searchParams.get('token') ?? '')
  if (tokens.length !== count) throw new Error(`${tokens.length} mails with /${page} to ${to}, not ${count}`)
  return tokens
}

export const lastTokenTo = async (...args: Parameters<typeof tokensTo>) => (await tokensTo(...args)).at(-1) ?? ''

/** Resolves when no mail waits any more. */
export async function mailsSent({ database }: ApiWorld): Promise<void> {
  const deadline = performance.now() + 10_000
  while ((await database.prisma.mail.count({ where: { sentAt: null } })) > 0) {
    if (performance.now() > deadline) throw new Error('A mail was not sent within 10 s')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Somebody with a proven address, signed in. */
export async function verified(mailWorld: MailWorld, person: Person): Promise<Browser> {
  const browser = mailWorld.world.nobody()
  await browser.request(SIGN_UP, { json: person })
  const token = await lastTokenTo(mailWorld, person.email, 'sign-up/verify')
  const answer = await browser.request(VERIFY, { json: { token } })
  if (answer.status !== 200) throw new Error(`Verification answered ${answer.status} ${answer.text}`)
  return browser
}

export const signIn = (browser: Browser, { email, password }: { email: string; password: string }) =>
  browser.request(SIGN_IN, { json: { email, password } })

/** The actions in somebody's activity, oldest first. */
export async function actionsOf({ database }: ApiWorld, email: string): Promise<string[]> {
  const { id: userId } = await database.prisma.user.findUniqueOrThrow({ where: { email } })
  const entries = await database.prisma.auditEntry.findMany({ where: { userId }, orderBy: { id: 'asc' } })
  return entries.map(({ action }) => action)
}

/** Everything of an answer that somebody could compare, without what differs each time. */
export const shapeOf = ({ status, headers, body }: { status: number; headers: Headers; body: unknown }) => ({
  status,
  body: { ...Object(body), requestId: '' },
  cookies: headers.getSetCookie().map((line) => line.replace(/=[^;]*/, '')),
  headers: [...headers.keys()].filter((name) => name !== 'date'),
})
