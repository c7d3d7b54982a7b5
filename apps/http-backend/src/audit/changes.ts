import { isDeepStrictEqual } from 'node:util'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { isSecret, MASK, maskHeaders, withoutPassword } from './secret-fields.js'

type Fields = Readonly<Record<string, unknown>> | null

/** What an entry may hold: a history of changes, and no copy of everything. In characters of JSON, where not said otherwise. */
export const LIMITS = { entry: 16_000, value: 4_000, text: 500, items: 30, depth: 5 } as const

/**
 * The fields that differ, each before and after, as JSON. Secrets are masked, and values that are too long, too many or too deep are cut with
 * a mark, so that an entry stays below 16 KB of JSON.
 */
export function changesBetween(before: Fields, after: Fields): Prisma.InputJsonArray {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const changes = [...names]
    .filter((name) => !isDeepStrictEqual(before?.[name], after?.[name]))
    .map((name) => ({
      field: cutText(name),
      before: boundedValue(name, before?.[name]),
      after: boundedValue(name, after?.[name]),
    }))
  return firstThatFit(changes)
}

function boundedValue(name: string, value: unknown): Prisma.InputJsonValue | null {
  if (value === undefined || value === null) return null
  const masked = maskedJson(name, toJson(value), 0)
  const length = JSON.stringify(masked).length
  return length > LIMITS.value ? `… (${length} characters)` : masked
}

/** As JSON.stringify would write it: dates become texts, what JSON cannot hold goes. */
const toJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null')

function maskedJson(name: string, raw: unknown, depth: number): Prisma.InputJsonValue | null {
  if (raw === null) return null
  if (isSecret(name)) return MASK
  const value = maskHeaders(name, raw)
  if (typeof value === 'string') return cutText(withoutPassword(value))
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (depth >= LIMITS.depth) return '…'
  if (Array.isArray(value)) {
    const shown = value.slice(0, LIMITS.items).map((item) => maskedJson('', item, depth + 1))
    return value.length > LIMITS.items ? [...shown, `… (${value.length} items)`] : shown
  }
  const fields = Object.entries(Object(value))
  const shown = fields.slice(0, LIMITS.items).map(([key, inner]) => [cutText(key), maskedJson(key, inner, depth + 1)])
  return Object.fromEntries(fields.length > LIMITS.items ? [...shown, ['…', `${fields.length} fields`]] : shown)
}

/** Half of a surrogate pair is no text that PostgreSQL stores. */
const cutText = (text: string): string =>
  text.length > LIMITS.text
    ? `${text.slice(0, LIMITS.text).replace(/[\ud800-\udbff]$/, '')}… (${text.length} characters)`
    : text

function firstThatFit(changes: readonly Prisma.InputJsonObject[]): Prisma.InputJsonArray {
  const fitting: Prisma.InputJsonObject[] = []
  let length = 2
  for (const change of changes) {
    length += JSON.stringify(change).length + 1
    if (length > LIMITS.entry - 100) {
      const left = changes.length - fitting.length
      return [...fitting, { field: '…', before: null, after: `${left} more fields` }]
    }
    fitting.push(change)
  }
  return fitting
}
