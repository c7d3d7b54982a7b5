import { z } from 'zod'
import { displayName } from './accounts.js'

/** Six digits; spaces, as authenticator apps show them, are taken out. */
export const totpCode = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits of your authenticator app'))
export const totpRequest = z.strictObject({ code: totpCode })

/** A new secret, not in force before it is confirmed. `uri`: otpauth:// for the QR code. */
export const totpSetupReply = z.object({ secret: z.string(), uri: z.string() })
/** Shown once. Ten codes of the form `abcd-efgh-jkmn`, each good for one sign-in. */
export const recoveryCodesReply = z.object({ recoveryCodes: z.array(z.string()) })
export const recoveryCodeRequest = z.strictObject({ code: z.string().trim().min(8).max(40) })

/** What the browser's WebAuthn API takes and gives, as JSON (WebAuthn Level 3, 5.1.8 and 5.1.10). Judged by the server's library. */
export const webAuthnJson = z.record(z.string(), z.unknown())
export const passkeyOptionsReply = z.object({ options: webAuthnJson })
/** `startOver`: forget that a password was right and a second factor is awaited; ask for anybody's passkey. */
export const passkeySignInOptionsRequest = z.strictObject({ startOver: z.boolean().default(false) }).optional()
export const passkeyResponseRequest = z.strictObject({ response: webAuthnJson })
export const createPasskeyRequest = z.strictObject({
  name: displayName('a name for the passkey'),
  response: webAuthnJson,
})
export const renamePasskeyRequest = z.strictObject({ name: displayName('a name for the passkey') })

export const passkey = z.object({
  id: z.uuid(),
  name: z.string(),
  /** True when it is kept in an account (iCloud, Google) and so on several devices. */
  synced: z.boolean(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export type Passkey = z.infer<typeof passkey>
export const passkeysReply = z.object({ items: z.array(passkey) })
/** `recoveryCodes`: given with the first second factor of the account, null otherwise. */
export const createPasskeyReply = z.object({ passkey, recoveryCodes: z.array(z.string()).nullable() })
