/** What everybody tries here, whoever the person is. With the person's own words it is the documented list of ASVS 5.0, 6.1.2 (docs/security.md). */
const WORDS_OF_THE_PLACE = ['mointering', 'monitoring', 'password'] as const
/** A shorter word says nothing: it stands in many good passwords by chance. */
const SHORTEST_WORD = 3
const SHORTEST_PART = 5
/** What must be left without such words: what NIST SP 800-63B wants of a password at least. */
const LEAST_LEFT = 8
const LEAST_DIFFERENT = 5

export type PasswordOwner = { email: string; name: string }
/** `repeats`: fewer than five different characters; `sequence`: each one follows the last; `context`: hardly more than words that belong to the person or the place. */
export type Guessable = 'repeats' | 'sequence' | 'context'

/** Why somebody who knows the person, or nobody at all, guesses the password soon; null when nothing is seen. Upper and lower case are one. It knows no list of common passwords: the API has one. */
export function whyGuessable(password: string, owner: PasswordOwner): Guessable | null {
  const text = plain(password)
  if (new Set(text).size < LEAST_DIFFERENT) return 'repeats'
  if (isSequence(text)) return 'sequence'
  const whole = joined(text)
  const left = withoutWords(whole, wordsOf(owner))
  if (left === whole) return null
  return [...left].length < LEAST_LEFT || new Set(left).size < LEAST_DIFFERENT || isSequence(left) ? 'context' : null
}

/** One form of what looks the same: full-width letters, composed accents, capitals. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase()
/** Without what people put between words: "Ada-Lovelace" is "ada.lovelace". */
const joined = (text: string) => text.replace(/[\s._+-]+/g, '')

/** "1234567890", "abcdefghij" and the same backwards: each code point one from the last, but for one place. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0))
  return steps.filter((step) => Math.abs(step) <= 1).length >= steps.length - 1
}

/** Longest first, so that a part of a word does not leave the rest of it behind. */
function wordsOf({ email, name }: PasswordOwner): string[] {
  const local = email.slice(0, Math.max(0, email.lastIndexOf('@')))
  const own = [email, local, name].map(plain)
  const parts = own.slice(1).flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))
  return [
    ...own.map(joined).filter((word) => word.length >= SHORTEST_WORD),
    ...parts.filter((part) => part.length >= SHORTEST_PART),
    ...WORDS_OF_THE_PLACE,
  ].toSorted((a, b) => b.length - a.length)
}

const withoutWords = (text: string, words: readonly string[]) =>
  words.reduce((left, word) => left.replaceAll(word, ''), text)
