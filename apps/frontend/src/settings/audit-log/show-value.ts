/** A value of a change as text: words as they are, all else as JSON; null for nothing. */
export function showValue(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ') || null
  return JSON.stringify(value, null, 1)
}
