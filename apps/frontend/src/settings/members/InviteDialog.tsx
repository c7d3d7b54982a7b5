'use client'

import { createInvitationRequest } from '@mointering/api-contract/http/workspaces'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { validate } from '../../api/validate'
import { ChoiceCards } from '../../ui/ChoiceCards'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { ROLE_NOTE, ROLE_WORD } from '../../workspace/role-words'
import { invite } from '../../workspace/workspace-actions'
import { invitationsQuery } from '../../workspace/workspace-queries'
import { GIVEN_ROLES } from './given-roles'
import { InvitationLink, type MadeInvitation } from './InvitationLink'

const ROLE_CHOICES = GIVEN_ROLES.map((value) => ({ value, label: ROLE_WORD[value], note: ROLE_NOTE[value] }))

export function InviteDialog({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const [made, setMade] = useState<MadeInvitation | null>(null)
  const close = () => onOpen(false)
  return (
    <Dialog
      title={made ? 'Pass the link on' : 'Invite somebody'}
      sticky={made !== null}
      open={open}
      onOpen={onOpen}
      onClosed={() => setMade(null)}
    >
      {made ? <InvitationLink made={made} onDone={close} /> : <InviteForm onMade={setMade} onClose={close} />}
    </Dialog>
  )
}

function InviteForm({ onMade, onClose }: { onMade: (made: MadeInvitation) => void; onClose: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<(typeof GIVEN_ROLES)[number]>('editor')
  const { busy, problem, errors, run, setErrors } = useAction()

  const submit = () => {
    const checked = validate(createInvitationRequest, { email, role })
    if (checked.errors) return setErrors(checked.errors)
    return run(async () => {
      const { invitation, link } = await invite(workspace.id, checked.data)
      void client.invalidateQueries({ queryKey: invitationsQuery(workspace.id).queryKey })
      if (link !== null) return onMade({ email: invitation.email, link })
      toasts.add({ title: `A mail goes to ${invitation.email}`, description: 'The link in it works for a few days.' })
      onClose()
    })
  }
  return (
    <FormDialog action="Invite" busy={busy} problem={problem} onCancel={onClose} onSubmit={() => void submit()}>
      <TextField
        label="E-mail address"
        type="email"
        autoComplete="off"
        autoFocus
        value={email}
        onValue={setEmail}
        error={errors.email}
      />
      <ChoiceCards type="one" label="Role" options={ROLE_CHOICES} value={role} onValue={setRole} error={errors.role} />
    </FormDialog>
  )
}
