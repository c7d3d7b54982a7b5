import { z } from 'zod'
import { InvalidMessageError } from './message-queue.js'

/** The body of a delivery as `schema` knows it; throws InvalidMessageError, which sends the message to the dead letters. */
export function parseMessage<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new InvalidMessageError(z.prettifyError(parsed.error))
}
