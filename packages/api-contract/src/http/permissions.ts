import type { Role } from './accounts.js'
import type { ApiKeyScope } from './api-keys.js'

const EVERYBODY = ['owner', 'admin', 'editor', 'viewer'] as const
const EDITORS = ['owner', 'admin', 'editor'] as const
const ADMINS = ['owner', 'admin'] as const
const OWNER = ['owner'] as const

/** What each role, and each scope of an API key, may do in its workspace. The one table: the API refuses by it, pages explain by it, nothing else compares roles. docs/permissions.md shows it. */
export const PERMISSIONS = {
  'workspace:read': { what: 'See the workspace and its settings', roles: EVERYBODY, scopes: ['read', 'write'] },
  'workspace:update': { what: 'Rename the workspace', roles: ADMINS, scopes: [] },
  'workspace:delete': { what: 'Delete the workspace, and bring it back', roles: OWNER, scopes: [] },
  'workspace:transfer': { what: 'Make somebody else the owner', roles: OWNER, scopes: [] },
  'members:read': { what: 'See who is in the workspace', roles: EVERYBODY, scopes: [] },
  'members:write': { what: 'Invite people, change roles, remove members', roles: ADMINS, scopes: [] },
  'api-keys:read': { what: 'See the API keys (never their secrets)', roles: ADMINS, scopes: [] },
  'api-keys:write': { what: 'Make and revoke API keys', roles: ADMINS, scopes: [] },
  'audit:read': { what: 'Read and export the audit log', roles: ADMINS, scopes: ['audit'] },
  'monitors:read': {
    what: 'See monitors, their results and live changes',
    roles: EVERYBODY,
    scopes: ['read', 'write'],
  },
  'monitors:write': { what: 'Add, change, run, pause and delete monitors', roles: EDITORS, scopes: ['write'] },
  'incidents:read': { what: 'See incidents, and what was told of them', roles: EVERYBODY, scopes: ['read', 'write'] },
  'incidents:write': { what: 'Acknowledge, comment and resolve incidents', roles: EDITORS, scopes: ['write'] },
  'channels:read': {
    what: 'See channels, routing, who is on call and what was told',
    roles: EVERYBODY,
    scopes: ['read', 'write'],
  },
  'channels:write': { what: 'Change channels, and who is on call', roles: EDITORS, scopes: ['write'] },
  'secrets:read': {
    what: 'See heartbeat addresses and what checks send (stored passwords and tokens are shown to nobody)',
    roles: EDITORS,
    scopes: ['write'],
  },
  'heartbeats:write': { what: 'Report a heartbeat with an API key', roles: EDITORS, scopes: ['write', 'heartbeat'] },
} as const satisfies Record<string, { what: string; roles: readonly Role[]; scopes: readonly ApiKeyScope[] }>
export type Permission = keyof typeof PERMISSIONS

/** True when the role grants the permission. */
export function allows(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission].roles
  return roles.includes(role)
}

/** True when one of an API key's scopes grants the permission. */
export function scopesAllow(scopes: readonly ApiKeyScope[], permission: Permission): boolean {
  const granting: readonly ApiKeyScope[] = PERMISSIONS[permission].scopes
  return scopes.some((scope) => granting.includes(scope))
}
