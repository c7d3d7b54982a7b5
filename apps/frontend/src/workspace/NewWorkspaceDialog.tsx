'use client'

import { useState } from 'react'
import { useAction } from '../api/use-action'
import { Dialog } from '../ui/Dialog'
import { FormDialog } from '../ui/FormDialog'
import { TextField } from '../ui/TextField'
import { useSwitchWorkspace } from './use-switch-workspace'
import { createWorkspace } from './workspace-actions'

/** Asks for a name, makes the workspace and goes there. */
export function NewWorkspaceDialog({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  return (
    <Dialog title="New workspace" open={open} onOpen={onOpen}>
      <NewWorkspace onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function NewWorkspace({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const { busy, problem, errors, run } = useAction()
  const { switchTo } = useSwitchWorkspace()
  const create = () =>
    run(async () => {
      const made = await createWorkspace(name)
      onClose()
      switchTo(made.id, '/monitors')
    })
  return (
    <FormDialog
      action="Create workspace"
      busy={busy}
      problem={problem}
      onCancel={onClose}
      onSubmit={() => void create()}
    >
      <TextField
        label="Name"
        hint="For example the team or the client. It can be changed later."
        autoFocus
        autoComplete="off"
        value={name}
        onValue={setName}
        error={errors.name}
      />
    </FormDialog>
  )
}
