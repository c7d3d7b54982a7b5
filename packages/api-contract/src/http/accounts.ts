import { z } from 'zod'

export const ROLES = ['owner', 'admin', 'editor', 'viewer'] as const
export type Role = (typeof ROLES)[number]

export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Enter an e-mail address, for example ada@example.org'))

/** No control characters (mail header injection), no direction overrides, nothing that cannot be seen (two names that look the same). */
const ONE_VISIBLE_LINE =
  /^[^\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]*$/u
/** Emoji and some scripts need joiners and variation selectors; a name of nothing else would look empty. */
const SOMETHING_TO_SEE = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}]/u

/** A name that people read, also in mails: one line, and all of it to be seen. */
export const displayName = (what: string, max = 100) =>
  z
    .string()
    .trim()
    .min(1, `Enter ${what}`)
    .max(max)
    .regex(ONE_VISIBLE_LINE, 'Use one line without control characters or invisible ones')
    .refine((name) => name === '' || SOMETHING_TO_SEE.test(name), `Enter ${what}`)

export const newPassword = z.string().min(10, 'Use at least 10 characters').max(200)
const password = z.string().min(1, 'Enter your password').max(200)
/** A secret from a mail's link. */
export const mailedToken = z.string().min(20).max(200)

export const signUpRequest = z.strictObject({
  email: emailAddress,
  password: newPassword,
  name: displayName('your name'),
  /** From the link of an invitation: it proves the address, and allows an account where SIGN_UP is `invite`. */
  invitation: mailedToken.optional(),
})

export const signInRequest = z.strictObject({ email: emailAddress, password })

/** Reply of sign-up, sign-in, refresh and GET session. */
export const sessionReply = z.object({
  user: z.object({ id: z.uuid(), email: z.string(), name: z.string() }),
  workspaces: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string(), role: z.enum(ROLES) })),
})
export type SessionReply = z.infer<typeof sessionReply>

/** With mail configured nobody is signed in before the address is proven; the answer is the same for an address that has an account. */
export const signUpReply = z.union([sessionReply, z.object({ verification: z.object({ email: z.string() }) })])
export type SignUpReply = z.infer<typeof signUpReply>

export const SECOND_FACTORS = ['totp', 'recoveryCode', 'passkey'] as const
/** The password was right and more is needed: continue at /auth/sign-in/<factor> with the cookie that came along. */
export const secondFactorNeeded = z.object({
  secondFactor: z.object({ methods: z.array(z.enum(SECOND_FACTORS)).min(1), expiresAt: z.iso.datetime() }),
})
export const signInReply = z.union([sessionReply, secondFactorNeeded])
export type SignInReply = z.infer<typeof signInReply>

/** `password`: needed unless the same browser signed up. Who did not choose the password cannot be given an account by it. */
export const verifySignUpRequest = z.strictObject({ token: mailedToken, password: password.optional() })
export const resendVerificationRequest = z.strictObject({ email: emailAddress })

export const forgotPasswordRequest = z.strictObject({ email: emailAddress })
export const resetPasswordRequest = z.strictObject({ token: mailedToken, password: newPassword })
export const confirmEmailRequest = z.strictObject({ token: mailedToken })

export const SIGN_UP_MODES = ['open', 'invite', 'closed'] as const
/** What the sign-in pages offer; public. */
export const authOptionsReply = z.object({
  signUp: z.enum(SIGN_UP_MODES),
  /** Nobody has an account yet: the first one owns the installation, whatever `signUp` says. */
  firstAccount: z.boolean(),
  /** False: no mail is sent, so there is no reset by mail either. */
  mail: z.boolean(),
  providers: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type AuthOptions = z.infer<typeof authOptionsReply>

export const csrfReply = z.object({ token: z.string() })

/** Names of cookies and headers. Over https the cookies carry the prefix `__Host-` (RFC 6265bis 4.1.3.2). */
export const COOKIE = {
  access: 'mointering_access',
  refresh: 'mointering_refresh',
  csrf: 'mointering_csrf',
  /** Carries a sign-in or a ceremony from one request to the next (second factor, passkey, provider, sign-up to be verified). */
  flow: 'mointering_flow',
  /** Remembers that an account signed in here before; it lets nobody in. Outlives the session. */
  device: 'mointering_device',
} as const
export const CSRF_HEADER = 'x-csrf-token'
export const cookieName = (name: keyof typeof COOKIE, secure: boolean): string =>
  secure ? `__Host-${COOKIE[name]}` : COOKIE[name]
