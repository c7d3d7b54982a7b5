import type { Role } from '@mointering/api-contract/http/accounts'
import { PERMISSIONS, type Permission } from '@mointering/api-contract/http/permissions'

export const ROLE_WORD: Record<Role, string> = { owner: 'Owner', admin: 'Admin', editor: 'Editor', viewer: 'Viewer' }

/** What a role is for, for who hands it out. */
export const ROLE_NOTE: Record<Role, string> = {
  owner: 'Everything, also deleting the workspace and handing it over',
  admin: 'Everything an editor may, and members, API keys, settings and the audit log',
  editor: 'Adds, changes, runs and deletes monitors',
  viewer: 'Sees monitors and their results, changes nothing',
}

/** "Only owners and admins can do this" */
export const whoMay = (permission: Permission): string => `Only ${rolesOf(permission)} can do this`

/** "Only owners and admins can see this" */
export const whoMaySee = (permission: Permission): string => `Only ${rolesOf(permission)} can see this`

/** "Only owners and admins can change this" */
export const whoMayChange = (permission: Permission): string => `Only ${rolesOf(permission)} can change this`

const rolesOf = (permission: Permission): string =>
  new Intl.ListFormat('en').format(PERMISSIONS[permission].roles.map((role) => `${role}s`))
