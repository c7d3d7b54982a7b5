import type { z } from 'zod'
import type { Outcome, ProviderAnswer } from './channel-kind.js'

/** The JSON of an answer, when it is what `schema` says; null when not: providers sit behind proxies that answer with pages of their own. */
export function jsonOf<Schema extends z.ZodType>({ body }: ProviderAnswer, schema: Schema): z.infer<Schema> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Puts what a person should do before what the provider said. */
export function advised(outcome: Outcome, advice: string | undefined): Outcome {
  if (advice === undefined || outcome.kind !== 'permanent') return outcome
  return { ...outcome, reason: `${advice} (${outcome.reason})` }
}

/** A success that the provider cannot have answered: a proxy or a log-in page on the way, most likely. It may be gone the next time. */
export const notItsAnswer = (provider: string, { status }: ProviderAnswer): Outcome => ({
  kind: 'passing',
  reason: `This is not the answer of ${provider}`,
  retryAfterMs: null,
  httpStatus: status,
})
