import { isDeepStrictEqual } from 'node:util'
import type { COMPARISONS } from '@mointering/api-contract/monitors/monitor-kinds'

export type Comparison = (typeof COMPARISONS)[number]

/**
 * Whether what was found is as expected. A path may find several values: it is enough that one is equal, contains, matches, is greater
 * or less; and none may be equal to or contain what must not be. Where nothing was found only `absent` holds.
 * Throws a SyntaxError for a pattern that is no regular expression.
 */
export function compare(comparison: Comparison, found: readonly unknown[], expected: string): boolean {
  if (comparison === 'absent') return found.length === 0
  if (found.length === 0) return false
  switch (comparison) {
    case 'exists':
      return true
    case 'equals':
      return found.some((value) => equals(value, expected))
    case 'notEquals':
      return !found.some((value) => equals(value, expected))
    case 'contains':
      return found.some((value) => contains(value, expected))
    case 'notContains':
      return !found.some((value) => contains(value, expected))
    case 'matches': {
      const pattern = new RegExp(expected, 'u')
      return found.some((value) => pattern.test(asText(value)))
    }
    case 'greaterThan':
      return found.some((value) => asNumber(value) > asNumber(expected))
    case 'lessThan':
      return found.some((value) => asNumber(value) < asNumber(expected))
  }
}

/** `expected` comes from a text field: `3` equals 3 and "3", `true` equals true, `{"a":1}` equals that object. */
function equals(value: unknown, expected: string): boolean {
  if (typeof value === 'string') return value === expected
  if (typeof value === 'number') return expected.trim() !== '' && value === Number(expected)
  if (typeof value === 'object' && value !== null) return isDeepStrictEqual(value, parsed(expected))
  return String(value) === expected
}

function contains(value: unknown, expected: string): boolean {
  if (Array.isArray(value)) return value.some((item) => equals(item, expected))
  return asText(value).includes(expected)
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

function asNumber(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
