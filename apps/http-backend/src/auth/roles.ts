import type { Role } from '@mointering/api-contract/http/accounts'

/** What each role may do in its workspace. The one table: nothing else compares roles. */
const ALLOWED = {
  'monitors:read': ['owner', 'admin', 'editor', 'viewer'],
  'monitors:write': ['owner', 'admin', 'editor'],
  /** To see passwords, tokens, header values and heartbeat addresses in what one may read. */
  'secrets:read': ['owner', 'admin', 'editor'],
} as const satisfies Record<string, readonly Role[]>
export type Permission = keyof typeof ALLOWED

/** True when the role grants the permission. */
export function allows(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = ALLOWED[permission]
  return roles.includes(role)
}
