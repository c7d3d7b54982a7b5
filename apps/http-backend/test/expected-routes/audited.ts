/** Unsafe routes that write nothing into the audit log when they succeed, and why. */
export const NOT_AUDITED: Readonly<Record<string, string>> = {
  'POST /api/v1/auth/refresh':
    'happens every ten minutes and changes nothing that people decide; a theft it finds is audited',
  'POST /api/v1/auth/sign-up/resend': 'a mail to an address that may have no account',
  'POST /api/v1/auth/password/forgot': 'a mail to an address that may have no account; the reset is audited',
  'POST /api/v1/auth/invitations/preview': 'only reads',
  'POST /api/v1/auth/sign-in/passkey/options': 'begins a ceremony, its end is audited',
  'POST /api/v1/account/passkeys/options': 'begins a ceremony, its end is audited',
  'POST /api/v1/account/reauthenticate/passkey/options': 'begins a ceremony, its end is audited',
  'POST /api/v1/account/sessions/revoke-others': 'one entry for each session that it ends: none when there is none',
  'POST /api/v1/workspaces/:workspaceId/monitors/test': 'a check that is stored nowhere',
  'POST /api/v1/workspaces/:workspaceId/monitors/:monitorId/run': 'a check; its result is in the history',
  'POST /api/v1/workspaces/:workspaceId/monitors/:monitorId/heartbeat': 'monitoring data, a call every minute',
  'POST /api/heartbeats/:token': 'monitoring data, a call every minute',
}

/** Routes that the table asks where there is nothing to do, and the action that they write otherwise. */
export const NOTHING_TO_DO: Readonly<Record<string, string>> = {
  'POST /api/v1/account/email': 'account.email_changed',
  'DELETE /api/v1/account/pending-email': 'account.email_change_cancelled',
  'POST /api/v1/workspaces/:workspaceId/restore': 'workspace.restored',
  'POST /api/v1/workspaces/:workspaceId/monitors/:monitorId/restore': 'monitor.restored',
}
