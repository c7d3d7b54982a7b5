import type { MailKind, MailMessage } from '../../src/mail/mails.js'

export const PUBLIC_URL = 'https://status.example.org'

const at = new Date('2026-11-24T09:30:00Z')
const expiresAt = new Date('2026-11-25T09:30:00Z')
const name = 'Ada Lovelace'
const device = 'Firefox on Linux'
const securityLink = `${PUBLIC_URL}/account/security`
const resetLink = `${PUBLIC_URL}/forgot-password`
const token = 'Xk2bT9vQ4mZsLr8pWc1nHd6fYj3gAe5uKi7oB0tCq_w'

/** One message of every kind. */
export const SAMPLES: { [Kind in MailKind]: Extract<MailMessage, { kind: Kind }> } = {
  verify_sign_up: { kind: 'verify_sign_up', name, link: `${PUBLIC_URL}/sign-up/verify?token=${token}`, expiresAt },
  sign_up_known_address: { kind: 'sign_up_known_address', name, signInLink: `${PUBLIC_URL}/sign-in`, resetLink },
  reset_password: { kind: 'reset_password', name, link: `${PUBLIC_URL}/reset-password?token=${token}`, expiresAt },
  password_changed: { kind: 'password_changed', name, at, device, resetLink },
  confirm_email: { kind: 'confirm_email', name, link: `${PUBLIC_URL}/confirm-email?token=${token}`, expiresAt },
  email_changed: { kind: 'email_changed', name, newEmail: 'countess@example.org', at },
  second_factor_changed: {
    kind: 'second_factor_changed',
    name,
    what: 'Codes of an authenticator app are asked for now',
    at,
    device,
    securityLink,
  },
  identity_linked: { kind: 'identity_linked', name, providerName: 'GitHub', at, securityLink },
  session_stolen: { kind: 'session_stolen', name, at, device, ipAddress: '2001:db8::17', securityLink },
  account_deleted: { kind: 'account_deleted', name, at },
  invitation: {
    kind: 'invitation',
    workspaceName: 'Analytical engines',
    invitedBy: 'Charles Babbage',
    role: 'editor',
    link: `${PUBLIC_URL}/invitation?token=${token}`,
    expiresAt,
  },
  ownership_received: {
    kind: 'ownership_received',
    name,
    workspaceName: 'Analytical engines',
    from: 'Charles Babbage',
    link: `${PUBLIC_URL}/settings`,
  },
  workspace_deleted: {
    kind: 'workspace_deleted',
    name,
    workspaceName: 'Analytical engines',
    by: 'Charles Babbage',
    purgeAt: new Date('2026-12-01T09:30:00Z'),
    link: `${PUBLIC_URL}/settings`,
  },
}
