import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Request, Response } from 'express'
import { accountKey, addressOf, type RateLimits } from '../../auth/rate-limits.js'

/**
 * Counts a request that makes us write to an address that anybody may type. The same for addresses with and without an account; rejects
 * with rate_limited.
 */
export async function takeMail(rateLimits: RateLimits, req: Request, res: Response, email: string): Promise<void> {
  const [address, account] = [addressOf(req), accountKey(email)]
  await rateLimits.take(res, [
    ['mailFromAddress', address],
    ['mailToAccountFromAddress', `${account}:${address}`],
    ['mailToAccount', account],
  ])
}

/** The refusal where no mail can be sent, whatever the address. */
export const noMail = () =>
  new AppError(
    'conflict',
    'This installation sends no mail. Its operator can make a link with: mointering reset-password <email>',
  )

/** Several times what the work takes when there is an account. */
const FLOOR_MS = 250

/** Does the work and takes the same time for it, whether there was much to do or nothing: the answer's time tells nobody which addresses have accounts. */
export async function takingTheSameTime(work: () => Promise<unknown>): Promise<void> {
  await Promise.all([work(), delay(FLOOR_MS)])
}
