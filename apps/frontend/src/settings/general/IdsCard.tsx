'use client'

import type { Workspace } from '@mointering/api-contract/http/workspaces'
import { CopyField } from '../../ui/CopyField'
import { useOrigin } from '../../ui/use-origin'
import { workspacePath } from '../../workspace/workspace-paths'
import { ReferenceLink } from '../ReferenceLink'
import { SettingsCard } from '../SettingsCard'

/** What scripts need to name the workspace. */
export function IdsCard({ workspace }: { workspace: Workspace }) {
  const origin = useOrigin()
  return (
    <SettingsCard
      title="For scripts"
      note={
        <>
          The API names the workspace by its id, which never changes. <ReferenceLink>API reference</ReferenceLink>
        </>
      }
    >
      <div className="grid gap-4">
        <Labelled label="Workspace id" text={workspace.id} />
        <Labelled label="API address" text={`${origin}/api/v1${workspacePath(workspace.id)}`} />
      </div>
    </SettingsCard>
  )
}

function Labelled({ label, text }: { label: string; text: string }) {
  return (
    <div className="grid min-w-0 gap-1.5">
      <p className="font-medium text-sm">{label}</p>
      <CopyField label={`the ${label}`} text={text} />
    </div>
  )
}
