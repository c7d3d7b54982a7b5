'use client'

import { updateWorkspaceRequest, type Workspace } from '@mointering/api-contract/http/workspaces'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useAction } from '../../api/use-action'
import { validate } from '../../api/validate'
import { ProblemBanner } from '../../ui/ProblemBanner'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { whoMayChange } from '../../workspace/role-words'
import { useRefusal } from '../../workspace/use-refusal'
import { updateWorkspace } from '../../workspace/workspace-actions'
import { workspaceQuery } from '../../workspace/workspace-queries'
import { SettingsCard } from '../SettingsCard'
import { ChangedMeanwhile } from './ChangedMeanwhile'

type Draft = {
  name: string
  slug: string /** The version that was on screen when the first letter was typed. */
  version: number
}

/** Name and short name. What somebody else saved in between is shown, not overwritten. */
export function NameCard({ workspace }: { workspace: Workspace }) {
  const client = useQueryClient()
  const router = useRouter()
  const reason = useRefusal('workspace:update')
  const [draft, setDraft] = useState<Draft | null>(null)
  const { busy, problem, errors, run, setErrors } = useAction()
  const { name, slug } = draft ?? workspace
  const edit = (changes: Partial<Draft>) =>
    setDraft({ ...(draft ?? { name, slug, version: workspace.version }), ...changes })
  const stale = problem?.code === 'stale_version'

  const save = (version: number) => {
    const checked = validate(updateWorkspaceRequest, { name, slug })
    if (checked.errors) return setErrors(checked.errors)
    return run(async () => {
      try {
        const saved = await updateWorkspace({ id: workspace.id, version }, { name, slug })
        client.setQueryData(workspaceQuery(workspace.id).queryKey, saved)
      } catch (error) {
        // What is there now, to show it beside what was typed.
        await client.invalidateQueries({ queryKey: workspaceQuery(workspace.id).queryKey })
        throw error
      }
      setDraft(null)
      toasts.add({ title: 'The workspace is saved' })
      router.refresh() // the rail shows its name
    })
  }
  return (
    <SettingsCard
      title="Workspace"
      note={reason ? `${whoMayChange('workspace:update')}.` : 'Everybody in it sees this name.'}
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy && reason === null && draft) void save(draft.version)
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Name"
            autoComplete="off"
            readOnly={reason !== null}
            value={name}
            onValue={(value) => edit({ name: value })}
            error={errors.name}
          />
          <TextField
            label="Short name"
            hint="Lower-case letters, digits and dashes; unique here"
            mono
            autoComplete="off"
            spellCheck={false}
            readOnly={reason !== null}
            value={slug}
            onValue={(value) => edit({ slug: value })}
            error={errors.slug}
          />
        </div>
        {stale ? (
          <ChangedMeanwhile
            theirs={workspace}
            busy={busy}
            onTakeTheirs={() => {
              setDraft(null)
              setErrors({})
            }}
            onSaveMine={() => void save(workspace.version)}
          />
        ) : (
          <ProblemBanner problem={problem} />
        )}
        {!stale && (
          <div className="flex gap-2">
            <ReasonedButton type="submit" look="primary" busy={busy} reason={reason} disabled={!draft && !reason}>
              Save changes
            </ReasonedButton>
            {draft && (
              <ReasonedButton look="quiet" reason={null} onClick={() => setDraft(null)}>
                Discard
              </ReasonedButton>
            )}
          </div>
        )}
      </form>
    </SettingsCard>
  )
}
