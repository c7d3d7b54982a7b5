import type { Permission } from '@mointering/api-contract/http/permissions'
import { useSession } from '../../app/providers/SessionProvider'
import { CARD_CLASSES } from '../ui/classes'
import { EmptyState } from '../ui/EmptyState'
import { ROLE_WORD, whoMaySee } from '../workspace/role-words'

/** What a page says to somebody whose role may not see it. */
export function Forbidden({ permission }: { permission: Permission }) {
  const { workspace } = useSession()
  return (
    <div className={CARD_CLASSES}>
      <EmptyState title="Not for your role">
        {whoMaySee(permission)}. You are {ROLE_WORD[workspace.role].toLowerCase()} of {workspace.name}; an owner or
        admin can change that.
      </EmptyState>
    </div>
  )
}
