'use client'

import { WORKSPACE_GRACE_DAYS, type Workspace } from '@mointering/api-contract/http/workspaces'
import { useState } from 'react'
import { withFreshProof } from '../../session/fresh-proof'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { useRefusal } from '../../workspace/use-refusal'
import { deleteWorkspace } from '../../workspace/workspace-actions'
import { SettingsCard } from '../SettingsCard'

export function DeleteCard({ workspace }: { workspace: Workspace }) {
  const reason = useRefusal('workspace:delete')
  const [open, setOpen] = useState(false)
  return (
    <SettingsCard
      danger
      title="Delete"
      note={
        reason
          ? `${reason}.`
          : `Monitoring stops at once. You can bring it back for ${WORKSPACE_GRACE_DAYS} days, then all of it is removed for good.`
      }
      action={
        <ReasonedButton look="danger" reason={reason} onClick={() => setOpen(true)}>
          Delete workspace
        </ReasonedButton>
      }
    >
      <ConfirmDialog
        title={`Delete ${workspace.name}?`}
        action="Delete workspace"
        open={open}
        onOpen={setOpen}
        typed={workspace.name}
        onConfirm={async () => {
          await withFreshProof(() => deleteWorkspace(workspace.id, workspace.name))
          window.location.assign('/workspaces') // where it can be restored
        }}
      >
        <ul className="grid list-disc gap-1 pl-4">
          <li>Its monitors are not checked from now on, and nobody is told when something is down.</li>
          <li>Members and API keys lose access at once.</li>
          <li>
            For {WORKSPACE_GRACE_DAYS} days the owner can restore it, with all its history, under All workspaces. After
            that, monitors, results, keys and the audit log are gone for good.
          </li>
        </ul>
      </ConfirmDialog>
    </SettingsCard>
  )
}
