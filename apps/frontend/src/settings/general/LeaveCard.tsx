'use client'

import type { Workspace } from '@mointering/api-contract/http/workspaces'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { withFreshProof } from '../../session/fresh-proof'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { removeMember } from '../../workspace/workspace-actions'
import { useMemberSituation } from '../members/use-member-situation'
import { whyNotRemove } from '../members/why-not'
import { SettingsCard } from '../SettingsCard'

export function LeaveCard({ workspace }: { workspace: Workspace }) {
  const { user } = useSession()
  const situation = useMemberSituation()
  const self = situation.members.find(({ userId }) => userId === user.id)
  const reason = self ? whyNotRemove(self, situation) : null
  const [open, setOpen] = useState(false)
  return (
    <SettingsCard
      title="Leave"
      note={reason ? `${reason}.` : 'You lose access at once; the monitors and everybody else stay.'}
      action={
        <ReasonedButton look="danger" reason={reason} onClick={() => setOpen(true)}>
          Leave workspace
        </ReasonedButton>
      }
    >
      <ConfirmDialog
        title={`Leave ${workspace.name}?`}
        action="Leave workspace"
        open={open}
        onOpen={setOpen}
        onConfirm={async () => {
          await withFreshProof(() => removeMember(workspace.id, user.id))
          window.location.assign('/') // nothing of it stays in memory
        }}
      >
        <p>You see its monitors no more. To come back, somebody has to invite you again.</p>
      </ConfirmDialog>
    </SettingsCard>
  )
}
