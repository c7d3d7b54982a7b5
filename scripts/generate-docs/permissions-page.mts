import { ROLES } from '../../packages/api-contract/src/http/accounts.ts'
import { API_KEY_SCOPES } from '../../packages/api-contract/src/http/api-keys.ts'
import { allows, PERMISSIONS, type Permission, scopesAllow } from '../../packages/api-contract/src/http/permissions.ts'
import { code, page, table } from './markdown.mts'

const names = Object.keys(PERMISSIONS) as Permission[]
const yes = (is: boolean) => (is ? 'yes' : '')

/** docs/permissions.md. */
export function permissionsPage(): string {
  const byRole = names.map((name) => [
    PERMISSIONS[name].what,
    ...ROLES.map((role) => yes(allows(role, name))),
    code(name),
  ])
  const byScope = names
    .filter((name) => API_KEY_SCOPES.some((scope) => scopesAllow([scope], name)))
    .map((name) => [
      PERMISSIONS[name].what,
      ...API_KEY_SCOPES.map((scope) => yes(scopesAllow([scope], name))),
      code(name),
    ])
  return page('Permissions', 'packages/api-contract/src/http/permissions.ts', [
    'Everything belongs to a workspace, and what somebody may do there is said by one table. The API refuses by it and the pages explain by it. Who is no member gets 404, as if the workspace did not exist; a member whose role does not allow something gets 403.',
    '## Roles',
    table(['What', ...ROLES, 'Permission'], byRole),
    [
      '- A workspace always has an owner, and may have several. The last one can neither leave nor step down: make somebody else the owner first, or delete the workspace.',
      '- Only owners make, change or remove owners, and only after they have proven once more who they are. Admins give any role up to admin.',
      '- Everybody may leave, whatever the role. Who may invite no more loses the invitations that they sent and nobody accepted yet.',
      '- A change of role holds from the moment that it is answered, in every session and every open page.',
      '- A deleted workspace exists for nobody but its owners, who can bring it back for 14 days.',
    ].join('\n'),
    '## Scopes of API keys',
    'A key acts for its workspace, not for a person: it has scopes instead of a role, and never manages people, keys or the workspace itself.',
    table(['What', ...API_KEY_SCOPES, 'Permission'], byScope),
  ])
}
