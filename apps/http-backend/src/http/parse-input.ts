import { AppError } from '@mointering/backend-common/errors/app-error'
import type { z } from 'zod'
import { findUnstorableText } from './storable-text.js'

const MAX_ISSUES = 50
/** zod repeats keys that it does not know, however long or many they are. */
const MAX_TEXT = 300
const SENTENCE = {
  query: 'The query is not valid',
  body: 'The body is not valid',
} as const

/**
 * What the schema makes of `value`. Throws invalid_input with the issues by path, also for texts that cannot be stored; not_found for
 * `params`: such a thing cannot exist.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: 'params' | 'query' | 'body',
): z.output<Schema> {
  const unstorable = where === 'params' ? null : findUnstorableText(value)
  if (unstorable) {
    const message = 'Texts must not hold NUL or half of a surrogate pair'
    throw new AppError('invalid_input', message, { issues: [{ path: cutShort(unstorable.path), message }] })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  if (where === 'params') throw new AppError('not_found', 'There is no such thing here')
  throw invalidInput(SENTENCE[where], parsed.error)
}

/** An invalid_input that names the fields as zod does. */
export function invalidInput(sentence: string, error: z.ZodError): AppError {
  const issues = error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    path: cutShort(issue.path.map(String).join('.')),
    message: cutShort(messageOf(issue)),
  }))
  const first = issues[0]
  const detail = first ? `${sentence}: ${first.path === '' ? '' : `${first.path}: `}${first.message}` : sentence
  return new AppError('invalid_input', detail, { issues })
}

/** zod says of what was left out that it is undefined, which is a word of programs. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
    ? `Missing: expected ${issue.expected}`
    : issue.message

const cutShort = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)
