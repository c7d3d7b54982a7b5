import { isDeepStrictEqual } from 'node:util'
import type { Prisma } from '@mointering/db/generated/prisma/client'

type Fields = Readonly<Record<string, unknown>> | null

/** The fields that differ, each before and after, as JSON. */
export function changesBetween(before: Fields, after: Fields): Prisma.InputJsonArray {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names]
    .filter((name) => !isDeepStrictEqual(before?.[name], after?.[name]))
    .map((field) => ({ field, before: asJson(field, before?.[field]), after: asJson(field, after?.[field]) }))
}

const SECRET_NAME = /password|secret|token|hash|authorization|cookie|key$/i
const MASK = '********'

function asJson(name: string, value: unknown): Prisma.InputJsonValue | null {
  if (value === undefined || value === null) return null
  if (SECRET_NAME.test(name)) return MASK
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (SECRET_NAME.test(key) && inner !== null ? MASK : inner)),
  )
}
