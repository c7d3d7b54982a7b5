import { type Guessable, whyGuessable } from '@mointering/api-contract/http/guessable-password'

const LEAST = 10
const GOOD = 16
/** What the lists of guesses begin with, and what people put around it. */
const COMMON = /^(passw0rd|qwerty|qwertz|azerty|letmein|welcome|admin|iloveyou|monkey|dragon|abc|abcd|abcdef)/i

const SAID: Readonly<Record<Guessable, string>> = {
  repeats: 'it repeats few characters',
  sequence: 'the characters follow each other',
  context: 'little more than your name, address or a common word',
}

/** One short, honest sentence on a password that is being chosen. No score: how strong it is nobody can see from outside. The API refuses what is easy to guess by `whyGuessable`, and what stands in its list of common passwords. */
export function passwordHint(
  password: string,
  { email = '', name = '' }: { email?: string; name?: string } = {},
): string {
  const length = [...password].length
  if (length === 0) return `At least ${LEAST} characters. A few unrelated words are good.`
  if (length < LEAST) return `${LEAST - length} more ${LEAST - length === 1 ? 'character' : 'characters'}`
  const why = whyGuessable(password, { email, name })
  if (why !== null) return `Easy to guess: ${SAID[why]}`
  if (COMMON.test(password) && length < GOOD) return 'Easy to guess: it begins like many others'
  return length < GOOD ? 'Long enough. Longer is stronger; use it nowhere else.' : 'Good length. Use it nowhere else.'
}
