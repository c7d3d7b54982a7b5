import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { membersQuery } from '../../workspace/workspace-queries'

/** What decides who may do what to whom. `members` is empty until they are loaded. */
export function useMemberSituation() {
  const { user, workspace } = useSession()
  const { data: members = [] } = useQuery(membersQuery(workspace.id))
  return { ownId: user.id, ownRole: workspace.role, members }
}
