const LEAST = 10
const GOOD = 16
/** What the lists of guesses begin with, and what people put around it. */
const COMMON =
  /^(password|passw0rd|qwerty|qwertz|azerty|letmein|welcome|admin|iloveyou|monkey|dragon|mointering|abc|abcd|abcdef)/i

/** One short, honest sentence on a password that is being chosen. No score: how strong it is nobody can see from outside. */
export function passwordHint(
  password: string,
  { email = '', name = '' }: { email?: string; name?: string } = {},
): string {
  const length = [...password].length
  if (length === 0) return `At least ${LEAST} characters. A few unrelated words are good.`
  if (length < LEAST) return `${LEAST - length} more ${LEAST - length === 1 ? 'character' : 'characters'}`
  if (new Set(password).size < 5) return 'Easy to guess: it repeats few characters'
  if (isRun(password)) return 'Easy to guess: the characters follow each other'
  if (COMMON.test(password) && length < GOOD) return 'Easy to guess: it begins like many others'
  if (holdsOneOf(password, [email.split('@')[0] ?? '', ...name.split(/\s+/)]))
    return 'Easy to guess: it holds your name or address'
  return length < GOOD ? 'Long enough. Longer is stronger; use it nowhere else.' : 'Good length. Use it nowhere else.'
}

/** "1234567890", "abcdefghij" and the same backwards: each code point one from the last. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0))
  const ones = steps.filter((step) => Math.abs(step) <= 1).length
  return ones >= steps.length - 1
}

function holdsOneOf(password: string, words: readonly string[]): boolean {
  const lower = password.toLowerCase()
  return words.some((word) => word.length >= 4 && lower.includes(word.toLowerCase()))
}
