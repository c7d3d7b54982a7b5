import type { z } from 'zod'
import { type FieldErrors, toFieldErrors } from '../monitors/form/field-errors'

type Checked<Data> = { data: Data; errors: null } | { data: null; errors: FieldErrors }

/** Checks what a form would send by the contract's own rules: the request, or messages by field. */
export function validate<Schema extends z.ZodType>(schema: Schema, body: z.input<Schema>): Checked<z.output<Schema>> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return { data: parsed.data, errors: null }
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return { data: null, errors: toFieldErrors(issues) }
}
