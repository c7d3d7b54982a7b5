import { InvalidMessageError } from '@mointering/backend-common/queue/message-queue'
import { z } from 'zod'

/** The message in its agreed shape. Throws InvalidMessageError, which puts it into the dead letters at once, when it has another one. */
export function parseMessage<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  onInvalid: (error: unknown) => void = () => undefined,
): z.infer<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  onInvalid(parsed.error)
  throw new InvalidMessageError(z.prettifyError(parsed.error), { cause: parsed.error })
}
