import { type PasswordOwner, whyGuessable } from '@mointering/api-contract/http/guessable-password'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { IsCommonPassword } from './common-passwords.js'

const INSTEAD = 'Choose a few unrelated words instead'
const SAID = {
  repeats: `It repeats few characters. ${INSTEAD}`,
  sequence: `Its characters follow each other. ${INSTEAD}`,
  context: `It is little more than your name, your address or a word that everybody tries. ${INSTEAD}`,
  common: `It is one of the passwords that attackers try first. ${INSTEAD}`,
} as const

/** Rejects with invalid_input, told beside `field`, when the password that somebody chooses is common or easy to guess for who knows them (ASVS 5.0, 6.2.4, 6.2.11, 6.2.12). */
export type RefuseGuessable = (
  field: 'password' | 'newPassword',
  password: string,
  owner: PasswordOwner,
) => Promise<void>

export function createRefuseGuessable(deps: { isCommonPassword: IsCommonPassword }): RefuseGuessable {
  return async (field, password, owner) => {
    const why = whyGuessable(password, owner) ?? ((await deps.isCommonPassword(password)) ? 'common' : null)
    if (why === null) return
    const message = SAID[why]
    throw new AppError('invalid_input', message, { issues: [{ path: field, message }] })
  }
}
