import type { Role } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { allows } from '../../auth/roles.js'

/**
 * Throws forbidden unless who has the role `own`, and may change members at all, may make `from` into `to`; null stands for no member. Owners are made, changed and
 * removed by owners alone. With that nobody raises themselves: whoever is no owner gives nothing above admin, and has to be an admin to give anything.
 */
export function requireMayAssign(own: Role, from: Role | null, to: Role | null): void {
  if ((from === 'owner' || to === 'owner') && !allows(own, 'workspace:transfer'))
    throw new AppError('forbidden', 'Only an owner can make, change or remove owners')
}

/** True when a change touches owners: it wants a fresh proof of identity, as a transfer does. */
export const touchesOwners = (from: Role | null, to: Role | null): boolean =>
  from !== to && (from === 'owner' || to === 'owner')
