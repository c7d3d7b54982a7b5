import { AppError } from '@mointering/backend-common/errors/app-error'
import { z } from 'zod'

/** The last monitor of a page. */
export type MonitorCursor = { createdAt: Date; id: string }

const parts = z.tuple([z.int().min(0).max(8.64e15), z.uuid()])

export const encodeMonitorCursor = ({ createdAt, id }: MonitorCursor): string => encodeCursor([createdAt.getTime(), id])

/** Null for the first page. Throws invalid_input for what is no cursor of ours. */
export function decodeMonitorCursor(cursor: string | undefined): MonitorCursor | null {
  const decoded = decodeCursor(cursor, parts)
  return decoded && { createdAt: new Date(decoded[0]), id: decoded[1] }
}

export const encodeCursor = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** What the cursor says, null when there is none. It is no secret and grants nothing: a made-up one only starts the page elsewhere. */
export function decodeCursor<Schema extends z.ZodType>(
  cursor: string | undefined,
  schema: Schema,
): z.output<Schema> | null {
  if (cursor === undefined) return null
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (parsed.success) return parsed.data
  const message = 'That cursor is not one of ours. Start again without it'
  throw new AppError('invalid_input', message, { issues: [{ path: 'cursor', message }] })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
