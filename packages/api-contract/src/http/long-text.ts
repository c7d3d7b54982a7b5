import { z } from 'zod'

/** Several lines that a person wrote: trimmed, without control characters but tabs and line breaks. */
export const longText = (what: string, longest: number) =>
  z
    .string()
    .trim()
    .min(1, `Enter ${what}`)
    .max(longest, `At most ${longest} characters`)
    .regex(/^(?:[\t\n\r]|[^\p{Cc}])*$/u, 'Leave out control characters')
