'use client'

import { type Passkey, renamePasskeyRequest } from '@mointering/api-contract/http/second-factors'
import { useState } from 'react'
import { useSubmit } from '../../auth/use-submit'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'
import { renamePasskey } from '../account-actions'
import { useRefreshAccount } from '../use-account'

type Props = { passkey: Passkey; open: boolean; onOpen: (open: boolean) => void }

export function RenamePasskeyDialog({ passkey, open, onOpen }: Props) {
  return (
    <Dialog title="Rename passkey" open={open} onOpen={onOpen}>
      <Fields passkey={passkey} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function Fields({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const refresh = useRefreshAccount()
  const [name, setName] = useState(passkey.name)
  const { errors, problem, busy, submit } = useSubmit()
  const save = () =>
    submit(renamePasskeyRequest, { name }, async (body) => {
      await renamePasskey(passkey.id, body)
      await refresh()
      onClose()
    })
  return (
    <FormDialog
      action="Rename"
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void save()}
    >
      <TextField label="Name" autoFocus autoComplete="off" value={name} onValue={setName} error={errors.name} />
    </FormDialog>
  )
}
