'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { CARD_CLASSES } from '../../ui/classes'
import { ErrorState } from '../../ui/ErrorState'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RowsSkeleton } from '../../workspace/RowsSkeleton'
import { whoMayChange } from '../../workspace/role-words'
import { useRefusal } from '../../workspace/use-refusal'
import { membersQuery } from '../../workspace/workspace-queries'
import { PageHead } from '../PageHead'
import { InvitationsCard } from './InvitationsCard'
import { InviteDialog } from './InviteDialog'
import { MemberRow } from './MemberRow'

/** Who is in the workspace, and who is asked to be. */
export function MembersPage() {
  const { workspace } = useSession()
  const members = useQuery(membersQuery(workspace.id))
  const reason = useRefusal('members:write')
  const [inviting, setInviting] = useState(false)
  return (
    <>
      <PageHead
        title="Members"
        note={`Who can see this workspace, and what they may do in it.${reason ? ` ${whoMayChange('members:write')}.` : ''}`}
        action={
          <ReasonedButton look="primary" reason={reason} onClick={() => setInviting(true)}>
            <UserPlus className="size-4" aria-hidden="true" />
            Invite
          </ReasonedButton>
        }
      />
      {members.isPending && <RowsSkeleton label="Loading members" />}
      {members.isError && !members.data && (
        <div className={CARD_CLASSES}>
          <ErrorState
            problem={asApiProblem(members.error)}
            onRetry={() => void members.refetch()}
            busy={members.isFetching}
          />
        </div>
      )}
      {members.data && (
        <ul aria-label="Members" className={`${CARD_CLASSES} divide-y divide-line`}>
          {members.data.map((member) => (
            <MemberRow key={member.userId} member={member} />
          ))}
        </ul>
      )}
      <InvitationsCard />
      <InviteDialog open={inviting} onOpen={setInviting} />
    </>
  )
}
