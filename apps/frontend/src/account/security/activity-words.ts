import type { AuditEntry } from '@mointering/api-contract/http/audit-log'

const WORDS: Record<string, string> = {
  'account.created': 'Account made',
  'account.signed_in': 'Signed in',
  'account.signed_out': 'Signed out',
  'account.sign_in_failed': 'Sign-in refused: wrong password',
  'account.second_factor_refused': 'Sign-in refused: wrong second factor',
  'account.reauthenticated': 'Identity proven again',
  'account.updated': 'Profile changed',
  'account.installation_inherited': 'Became owner of this installation',
  'account.email_change_requested': 'Change of address requested',
  'account.email_change_cancelled': 'Change of address cancelled',
  'account.email_changed': 'Address changed',
  'account.password_changed': 'Password changed',
  'account.password_reset': 'Password reset by a link',
  'account.password_reset_requested': 'Link for a new password requested',
  'session.revoked': 'Browser signed out',
  'session.replaced': 'Signed in anew: the session before it was ended',
  'session.stolen': 'A copied session was used; it was ended',
  'totp.set_up': 'Set-up of an authenticator app started',
  'totp.enabled': 'Authenticator app turned on',
  'totp.disabled': 'Authenticator app turned off',
  'recovery_codes.renewed': 'New recovery codes made',
  'passkey.created': 'Passkey added',
  'passkey.renamed': 'Passkey renamed',
  'passkey.deleted': 'Passkey removed',
  'identity.linked': 'Provider linked',
  'identity.unlinked': 'Provider unlinked',
}

/** What an entry says, in words. An action that has none yet is shown by its name: "api_key.created" as "API key created". */
export function activityWords({ action, object }: Pick<AuditEntry, 'action' | 'object'>): string {
  const words = WORDS[action] ?? plainWords(action)
  // The account itself needs no name: it is one's own.
  return object.name && object.kind !== 'account' ? `${words}: ${object.name}` : words
}

function plainWords(action: string): string {
  const text = action
    .replace(/[._]/g, ' ')
    .replace(/\bapi\b/g, 'API')
    .replace(/\btotp\b/g, 'authenticator app')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
