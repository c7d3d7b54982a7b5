import { ROLES } from '@mointering/api-contract/http/accounts'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { z } from 'zod'

const text = z.string()
/** It lies in the outbox as JSON, where a time is a text. */
const instant = z.coerce.date<Date>()
const kind = <Kind extends string, Shape extends z.ZodRawShape>(name: Kind, shape: Shape) =>
  z.object({ kind: z.literal(name), ...shape })

/** Everything that is ever mailed about accounts and workspaces. Links are absolute. `device` in words, `at` the instant. */
export const mailMessage = z.discriminatedUnion('kind', [
  kind('verify_sign_up', { name: text, link: text, expiresAt: instant }),
  /** Somebody signed up with an address that has an account. */
  kind('sign_up_known_address', { name: text, signInLink: text, resetLink: text }),
  kind('reset_password', { name: text, link: text, expiresAt: instant }),
  kind('password_changed', { name: text, at: instant, device: text, resetLink: text }),
  kind('confirm_email', { name: text, link: text, expiresAt: instant }),
  /** To the old address. */
  kind('email_changed', { name: text, newEmail: text, at: instant }),
  kind('second_factor_changed', { name: text, what: text, at: instant, device: text, securityLink: text }),
  kind('identity_linked', { name: text, providerName: text, at: instant, securityLink: text }),
  /** A used refresh token came again: somebody has a copy of it. */
  kind('session_stolen', { name: text, at: instant, device: text, ipAddress: text.nullable(), securityLink: text }),
  kind('account_deleted', { name: text, at: instant }),
  kind('invitation', { workspaceName: text, invitedBy: text, role: z.enum(ROLES), link: text, expiresAt: instant }),
  kind('ownership_received', { name: text, workspaceName: text, from: text, link: text }),
  kind('workspace_deleted', { name: text, workspaceName: text, by: text, purgeAt: instant, link: text }),
])
export type MailMessage = z.output<typeof mailMessage>
export type MailKind = MailMessage['kind']

export type Mails = {
  /** False without SMTP_URL: nothing is sent then, and whoever wants to send finds another way. */
  readonly enabled: boolean
  /** Puts a mail into the outbox, in the transaction of what it tells; it leaves within seconds of the commit. Does nothing when not enabled. */
  queue(tx: Prisma.TransactionClient, recipient: string, message: MailMessage): Promise<void>
}
