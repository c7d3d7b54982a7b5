import { AppError } from '@mointering/backend-common/errors/app-error'
import type { z } from 'zod'

const MAX_ISSUES = 50
const SENTENCE = {
  query: 'The query is not valid',
  body: 'The body is not valid',
} as const

/** What the schema makes of `value`. Throws invalid_input with the issues by path; not_found for `params`: such a thing cannot exist. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: 'params' | 'query' | 'body',
): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  if (where === 'params') throw new AppError('not_found', 'There is no such thing here')
  throw invalidInput(SENTENCE[where], parsed.error)
}

/** An invalid_input that names the fields as zod does. */
export function invalidInput(sentence: string, error: z.ZodError): AppError {
  const issues = error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }))
  const first = issues[0]
  const detail = first ? `${sentence}: ${first.path === '' ? '' : `${first.path}: `}${first.message}` : sentence
  return new AppError('invalid_input', detail, { issues })
}
