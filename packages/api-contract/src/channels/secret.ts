import { z } from 'zod'

/** Marks a field as a secret: sealed where it is stored, never answered. */
export const secretFields = z.registry<{ secret: true }>()

/** A text that only its channel may see: stored sealed, masked in every answer, kept when a change leaves the mask in place. */
export const secretText = (label: string, longest = 500) =>
  z
    .string()
    .trim()
    .min(1, `Enter ${label}`)
    .max(longest)
    .regex(/^[^\p{Cc}]*$/u, `${label} must be one line`)
    .register(secretFields, { secret: true })

/** An https address (http too, for servers in one's own network) that is a secret itself, such as an incoming webhook. */
export const secretUrl = (label: string) =>
  z
    .string()
    .trim()
    .max(2000)
    .refine((value) => isHttpUrl(value), `Paste ${label}: it begins with https://`)
    .register(secretFields, { secret: true })

export const httpUrl = (label: string) =>
  z
    .string()
    .trim()
    .max(2000)
    .refine((value) => isHttpUrl(value), `Enter ${label}: it begins with https://`)

function isHttpUrl(value: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(value) || !URL.canParse(value)) return false
  const { username, password } = new URL(value)
  return username === '' && password === ''
}
