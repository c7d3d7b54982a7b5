'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { CARD_CLASSES } from '../../ui/classes'
import { Dialog } from '../../ui/Dialog'
import { ErrorState } from '../../ui/ErrorState'
import { useRefusal } from '../../workspace/use-refusal'
import { invitationsQuery } from '../../workspace/workspace-queries'
import { InvitationLink, type MadeInvitation } from './InvitationLink'
import { InvitationRow } from './InvitationRow'

/** Who was asked and has not come yet. Draws nothing for who may not see it, and while there is nobody. */
export function InvitationsCard() {
  const allowed = useRefusal('members:write') === null
  return allowed ? <Invitations /> : null
}

function Invitations() {
  const { workspace } = useSession()
  const [renewed, setRenewed] = useState<MadeInvitation | null>(null)
  const invitations = useQuery(invitationsQuery(workspace.id))
  if (invitations.isError && !invitations.data) {
    return (
      <div className={CARD_CLASSES}>
        <ErrorState
          problem={asApiProblem(invitations.error)}
          onRetry={() => void invitations.refetch()}
          busy={invitations.isFetching}
        />
      </div>
    )
  }
  if (!invitations.data?.length) return null
  return (
    <section aria-labelledby="invitations-title" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="invitations-title" className="font-semibold">
        Invited
      </h2>
      <ul aria-label="Invitations" className={`${CARD_CLASSES} divide-y divide-line`}>
        {invitations.data.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} onRenewed={setRenewed} />
        ))}
      </ul>
      <Dialog title="A new link" sticky open={renewed !== null} onOpen={() => setRenewed(null)}>
        {renewed && <InvitationLink made={renewed} onDone={() => setRenewed(null)} />}
      </Dialog>
    </section>
  )
}
