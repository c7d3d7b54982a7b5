'use client'

import type { Workspace } from '@mointering/api-contract/http/workspaces'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { withFreshProof } from '../../session/fresh-proof'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { SelectField } from '../../ui/Select'
import { toasts } from '../../ui/toasts'
import { useRefusal } from '../../workspace/use-refusal'
import { transferWorkspace } from '../../workspace/workspace-actions'
import { membersQuery } from '../../workspace/workspace-queries'
import { SettingsCard } from '../SettingsCard'

export function TransferCard({ workspace }: { workspace: Workspace }) {
  const reason = useRefusal('workspace:transfer')
  const [open, setOpen] = useState(false)
  return (
    <SettingsCard
      title="Hand over"
      note={`Somebody else becomes the owner${reason ? `. ${reason}.` : ', and you stay as an admin.'}`}
      action={
        <ReasonedButton reason={reason} onClick={() => setOpen(true)}>
          Transfer ownership
        </ReasonedButton>
      }
    >
      <Dialog title={`Who shall own ${workspace.name}?`} open={open} onOpen={setOpen}>
        <Transfer workspace={workspace} onClose={() => setOpen(false)} />
      </Dialog>
    </SettingsCard>
  )
}

function Transfer({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const { user } = useSession()
  const client = useQueryClient()
  const router = useRouter()
  const members = useQuery(membersQuery(workspace.id))
  const [chosen, setChosen] = useState('')
  const { busy, problem, run } = useAction()
  const others = members.data?.filter(({ userId }) => userId !== user.id) ?? []
  const next = others.find(({ userId }) => userId === chosen) ?? others[0]

  const transfer = () =>
    run(async () => {
      if (!next) return
      await withFreshProof(() => transferWorkspace(workspace.id, next.userId))
      toasts.add({ title: `${next.name} owns ${workspace.name} now`, description: 'You are admin.' })
      onClose()
      await client.invalidateQueries()
      router.refresh()
    })
  return (
    <FormDialog
      action="Transfer ownership"
      look="danger"
      busy={busy}
      locked={!next}
      problem={problem}
      onCancel={onClose}
      onSubmit={() => void transfer()}
    >
      <p className="text-text-2">
        The new owner may do everything, also delete the workspace. Only they can give it back to you.
      </p>
      {next ? (
        <SelectField
          label="New owner"
          value={next.userId}
          onValue={setChosen}
          options={others.map(({ userId, name, email }) => ({ value: userId, label: `${name} (${email})` }))}
        />
      ) : (
        members.isSuccess && (
          <p>
            Nobody else is in the workspace yet.{' '}
            <Link href="/settings/members" className="rounded-sm font-medium text-accent-text hover:underline">
              Invite somebody first
            </Link>
          </p>
        )
      )}
    </FormDialog>
  )
}
