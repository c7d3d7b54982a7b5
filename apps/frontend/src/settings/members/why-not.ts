import type { Role } from '@mointering/api-contract/http/accounts'
import { allows } from '@mointering/api-contract/http/permissions'
import type { WorkspaceMember } from '@mointering/api-contract/http/workspaces'
import { whoMay } from '../../workspace/role-words'

type Situation = { ownRole: Role; ownId: string; members: readonly WorkspaceMember[] }

const LAST_OWNER = 'A workspace needs an owner: make somebody else the owner first'
const isLastOwner = ({ role }: WorkspaceMember, members: readonly WorkspaceMember[]) =>
  role === 'owner' && members.filter((member) => member.role === 'owner').length === 1

/** Why somebody's role cannot be changed; null when it can. */
export function whyNotChange(member: WorkspaceMember, { ownRole, members }: Situation): string | null {
  if (!allows(ownRole, 'members:write')) return whoMay('members:write')
  if (member.role === 'owner' && !allows(ownRole, 'workspace:transfer')) return whoMay('workspace:transfer')
  return isLastOwner(member, members) ? LAST_OWNER : null
}

/** Why somebody cannot be removed; null when they can. Everybody may leave by themselves, except the last owner. */
export function whyNotRemove(member: WorkspaceMember, situation: Situation): string | null {
  if (member.userId !== situation.ownId) return whyNotChange(member, situation)
  return isLastOwner(member, situation.members) ? LAST_OWNER : null
}
