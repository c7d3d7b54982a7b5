import { sessionReply } from '@mointering/api-contract/http/accounts'
import { recoveryCodesReply, totpSetupReply } from '@mointering/api-contract/http/second-factors'
import type { Browser } from '@mointering/test-kit/people/browser'
import type { Person } from '@mointering/test-kit/people/people'
import { Secret, TOTP } from 'otpauth'
import { createPasswords } from '../src/auth/password.js'
import type { ApiWorld } from './api-world.js'

export const SIGN_IN = '/api/v1/auth/sign-in'
export const SESSION = '/api/v1/auth/session'

/** Somebody with an account, signed in. Made in the database: where mail is configured a sign-up waits for it, which is not what is tested here. */
export async function newcomer(world: ApiWorld, person: Person): Promise<{ browser: Browser; userId: string }> {
  const { email, name, password } = person
  const passwordHash = await (await createPasswords()).hash(password)
  const { id: userId } = await world.database.prisma.user.create({ data: { email, name, passwordHash } })
  const browser = world.nobody()
  sessionReply.parse((await browser.request(SIGN_IN, { json: { email, password } })).body)
  return { browser, userId }
}

/** The code that an authenticator app shows now, or so many steps of 30 s away from it. */
export function codeOf(world: ApiWorld, secret: string, steps = 0): string {
  const timestamp = Date.now() + world.clock.aheadMs + steps * 30_000
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
}

/** The same after the clock went on by a step, so that it is one that was not used. */
export function nextCodeOf(world: ApiWorld, secret: string): string {
  world.clock.aheadMs += 30_000
  return codeOf(world, secret)
}

export async function addTotp(world: ApiWorld, browser: Browser): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = totpSetupReply.parse((await browser.request('/api/v1/account/totp', { method: 'POST' })).body)
  const confirmed = await browser.request('/api/v1/account/totp/confirm', { json: { code: codeOf(world, secret) } })
  return { secret, ...recoveryCodesReply.parse(confirmed.body) }
}

/** A browser whose person proved the password of an account with a second factor, and nothing more yet. */
export async function halfSignedIn(world: ApiWorld, { email, password }: Person): Promise<Browser> {
  const browser = world.nobody()
  const answer = await browser.request(SIGN_IN, { json: { email, password } })
  if (!browser.cookies.has('mointering_flow')) throw new Error(`No second factor was asked for: ${answer.text}`)
  return browser
}

/** What the account's own log says, oldest first. */
export async function actionsOf(world: ApiWorld, userId: string): Promise<string[]> {
  const entries = await world.database.prisma.auditEntry.findMany({ where: { userId }, orderBy: { id: 'asc' } })
  return entries.map(({ action }) => action)
}
