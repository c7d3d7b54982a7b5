import { z } from 'zod'
import { displayName, emailAddress, newPassword } from './accounts.js'

/** GET /account: the signed-in person, as the profile and security pages show them. */
export const accountReply = z.object({
  id: z.uuid(),
  email: z.string(),
  /** An address that was asked for and waits for its confirmation by mail. */
  pendingEmail: z.string().nullable(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  isInstallationOwner: z.boolean(),
  hasPassword: z.boolean(),
  totp: z.boolean(),
  passkeys: z.int(),
  recoveryCodesLeft: z.int(),
  /** When this session last proved who it is; sensitive actions want that within the last ten minutes. */
  authenticatedAt: z.iso.datetime(),
})
export type Account = z.infer<typeof accountReply>

export const updateAccountRequest = z.strictObject({ name: displayName('your name') })
/** Without `currentPassword` only for an account that has none. */
export const changePasswordRequest = z.strictObject({
  currentPassword: z.string().min(1).max(200).optional(),
  newPassword,
})
export const changeEmailRequest = z.strictObject({ email: emailAddress })
/** `pendingEmail` null: changed at once, as no mail is configured. */
export const changeEmailReply = z.object({ email: z.string(), pendingEmail: z.string().nullable() })
/** `confirmation`: the account's own address, typed. */
export const deleteAccountRequest = z.strictObject({ confirmation: emailAddress })
export const reauthenticateRequest = z.strictObject({ password: z.string().min(1).max(200) })
export const reauthenticateReply = z.object({ authenticatedAt: z.iso.datetime() })

export const SIGN_IN_METHODS = ['password', 'passkey', 'provider', 'invitation', 'reset'] as const
/** One browser that is signed in. `device` in words ("Firefox on Linux"). */
export const accountSession = z.object({
  id: z.uuid(),
  current: z.boolean(),
  device: z.string(),
  ipAddress: z.string().nullable(),
  method: z.enum(SIGN_IN_METHODS),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
})
export type AccountSession = z.infer<typeof accountSession>
export const accountSessionsReply = z.object({ items: z.array(accountSession) })
export const revokedReply = z.object({ revoked: z.int() })
