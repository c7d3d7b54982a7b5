import type { Role } from '@mointering/api-contract/http/accounts'
import type { Prisma } from '@mointering/db/generated/prisma/client'

/** Everything that is ever mailed about accounts and workspaces. Links are absolute. `device` in words, `at` the instant. */
export type MailMessage =
  | { kind: 'verify_sign_up'; name: string; link: string; expiresAt: Date }
  /** Somebody signed up with an address that has an account. */
  | { kind: 'sign_up_known_address'; name: string; signInLink: string; resetLink: string }
  | { kind: 'reset_password'; name: string; link: string; expiresAt: Date }
  | { kind: 'password_changed'; name: string; at: Date; device: string; resetLink: string }
  | { kind: 'confirm_email'; name: string; link: string; expiresAt: Date }
  /** To the old address. */
  | { kind: 'email_changed'; name: string; newEmail: string; at: Date }
  | { kind: 'second_factor_changed'; name: string; what: string; at: Date; device: string; securityLink: string }
  | { kind: 'identity_linked'; name: string; providerName: string; at: Date; securityLink: string }
  /** A used refresh token came again: somebody has a copy of it. */
  | { kind: 'session_stolen'; name: string; at: Date; device: string; ipAddress: string | null; securityLink: string }
  | { kind: 'account_deleted'; name: string; at: Date }
  | { kind: 'invitation'; workspaceName: string; invitedBy: string; role: Role; link: string; expiresAt: Date }
  | { kind: 'ownership_received'; name: string; workspaceName: string; from: string; link: string }
  | { kind: 'workspace_deleted'; name: string; workspaceName: string; by: string; purgeAt: Date; link: string }

export type Mails = {
  /** False without SMTP_URL: nothing is sent then, and whoever wants to send finds another way. */
  readonly enabled: boolean
  /** Puts a mail into the outbox, in the transaction of what it tells; it leaves within seconds of the commit. Does nothing when not enabled. */
  queue(tx: Prisma.TransactionClient, recipient: string, message: MailMessage): Promise<void>
}
