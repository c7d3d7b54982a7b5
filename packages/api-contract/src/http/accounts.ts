import { z } from 'zod'

export const ROLES = ['owner', 'admin', 'editor', 'viewer'] as const
export type Role = (typeof ROLES)[number]

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Enter an e-mail address, for example ada@example.org'))

export const signUpRequest = z.strictObject({
  email,
  password: z.string().min(10, 'Use at least 10 characters').max(200),
  name: z.string().trim().min(1, 'Enter your name').max(100),
})

export const signInRequest = z.strictObject({ email, password: z.string().min(1, 'Enter your password').max(200) })

/** Reply of sign-up, sign-in, refresh and GET session. */
export const sessionReply = z.object({
  user: z.object({ id: z.uuid(), email: z.string(), name: z.string() }),
  workspaces: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string(), role: z.enum(ROLES) })),
})
export type SessionReply = z.infer<typeof sessionReply>

export const csrfReply = z.object({ token: z.string() })

/** Names of cookies and headers. Over https the cookies carry the prefix `__Host-` (RFC 6265bis 4.1.3.2). */
export const COOKIE = { access: 'mointering_access', refresh: 'mointering_refresh', csrf: 'mointering_csrf' } as const
export const CSRF_HEADER = 'x-csrf-token'
export const cookieName = (name: keyof typeof COOKIE, secure: boolean): string =>
  secure ? `__Host-${COOKIE[name]}` : COOKIE[name]
