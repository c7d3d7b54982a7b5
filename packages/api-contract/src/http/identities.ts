import { z } from 'zod'

/** Why somebody is sent to a provider: to sign in (or up), to link it to the account they are in, or to prove that they are still there. */
export const PROVIDER_INTENTS = ['sign-in', 'link', 'reauthenticate'] as const

/** GET /auth/providers/{provider}/start answers 303 to the provider, which comes back to /auth/providers/{provider}/callback. */
export const providerStartQuery = z.object({
  intent: z.enum(PROVIDER_INTENTS).default('sign-in'),
  /** Path on this origin to come back to. */
  next: z.string().max(2000).optional(),
  invitation: z.string().max(200).optional(),
})
/** As the provider sends it back (RFC 6749 4.1.2, RFC 9207). Everything else is ignored. */
export const providerCallbackQuery = z.object({
  state: z.string().max(500).optional(),
  code: z.string().max(4000).optional(),
  error: z.string().max(200).optional(),
  iss: z.string().max(500).optional(),
})
/** The callback always ends in a page: /sign-in?problem=<one of these>, or `next`. */
export const PROVIDER_PROBLEMS = [
  'cancelled',
  'failed',
  'expired',
  'unverified_email',
  /** The address has an account here: sign in to it first, then link the provider on the security page. */
  'link_first',
  'sign_up_closed',
  'linked_elsewhere',
] as const

export const identity = z.object({
  id: z.uuid(),
  provider: z.string(),
  providerName: z.string(),
  email: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export type Identity = z.infer<typeof identity>
export const identitiesReply = z.object({ items: z.array(identity) })
