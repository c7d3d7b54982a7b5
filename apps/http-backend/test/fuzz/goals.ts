import type { OpenApi } from '../documented.js'

/** Routes that no request is sent to, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'GET /api/v1/workspaces/{workspaceId}/events': 'never ends by itself; hostile-streams.test.ts is about it',
  'POST /api/v1/workspaces/{workspaceId}/channels/{channelId}/test': 'waits 12 s for a notifier, which is not here',
}

/** After a success of these the sender needs something new to go on with. */
export const USES_UP: ReadonlySet<string> = new Set([
  'DELETE /api/v1/account/identities/{identityId}',
  'DELETE /api/v1/account/passkeys/{passkeyId}',
  'DELETE /api/v1/account/sessions/{sessionId}',
  'DELETE /api/v1/workspaces/{workspaceId}/api-keys/{apiKeyId}',
  'DELETE /api/v1/workspaces/{workspaceId}/channels/{channelId}',
  'DELETE /api/v1/workspaces/{workspaceId}/deploys/{deployId}',
  'DELETE /api/v1/workspaces/{workspaceId}/notice-rules/{ruleId}',
  'DELETE /api/v1/workspaces/{workspaceId}/maintenance/{windowId}',
  'DELETE /api/v1/workspaces/{workspaceId}/escalation-policies/{policyId}',
  'DELETE /api/v1/workspaces/{workspaceId}/on-call-schedules/{scheduleId}',
  'DELETE /api/v1/workspaces/{workspaceId}/on-call-schedules/{scheduleId}/overrides/{overrideId}',
  'DELETE /api/v1/workspaces/{workspaceId}/invitations/{invitationId}',
  'DELETE /api/v1/workspaces/{workspaceId}/members/{userId}',
  'DELETE /api/v1/workspaces/{workspaceId}/monitors/{monitorId}',
  'POST /api/v1/account/delete',
  'POST /api/v1/account/email',
  'POST /api/v1/account/password',
  'POST /api/v1/workspaces/{workspaceId}/delete',
  'POST /api/v1/workspaces/{workspaceId}/transfer',
])

/** Routes that want a secret which nothing random hits: the refusal that only their handler gives. */
const REFUSED_BY_HANDLER: Readonly<Record<string, number>> = {
  // All rules, each once: notice-rules.test.ts has them.
  'POST /api/v1/workspaces/{workspaceId}/notice-rules/order': 409,
  'POST /api/v1/auth/sign-up/verify': 410,
  'POST /api/v1/auth/password/reset': 410,
  'POST /api/v1/auth/email/confirm': 410,
  'POST /api/v1/auth/invitations/accept': 403,
  // Without mail there is nothing to send.
  'POST /api/v1/auth/password/forgot': 409,
  'POST /api/v1/auth/sign-up/resend': 409,
  'POST /api/v1/auth/sign-in/totp': 401,
  'POST /api/v1/auth/sign-in/recovery-code': 401,
  'POST /api/v1/account/totp/confirm': 409,
  'DELETE /api/v1/account/totp': 409,
  // A signed answer of an authenticator; passkeys.test.ts has one.
  'POST /api/v1/auth/sign-in/passkey': 400,
  'POST /api/v1/account/reauthenticate/passkey': 400,
  'POST /api/v1/account/passkeys': 400,
  // Others are in their workspace.
  'POST /api/v1/account/delete': 409,
}

/** The answer that shows that a request got through to what the route does. */
export function goalOf(route: string, document: OpenApi): number {
  const [method = '', path = ''] = route.split(' ')
  const documented = Object.keys(document.paths[path]?.[method.toLowerCase()]?.responses ?? {}).map(Number)
  return REFUSED_BY_HANDLER[route] ?? Math.min(...documented.filter((status) => status < 400))
}
