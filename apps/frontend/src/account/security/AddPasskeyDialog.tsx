'use client'

import { renamePasskeyRequest } from '@mointering/api-contract/http/second-factors'
import { useState } from 'react'
import { makePasskey } from '../../auth/passkeys'
import { useSubmit } from '../../auth/use-submit'
import { withFreshProof } from '../../session/fresh-proof'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { createPasskey, newPasskeyOptions } from '../account-actions'
import { useRefreshAccount } from '../use-account'
import { deviceName } from './device-name'

type Props = { open: boolean; onOpen: (open: boolean) => void; onCodes: (codes: readonly string[]) => void }

export function AddPasskeyDialog({ open, onOpen, onCodes }: Props) {
  return (
    <Dialog title="Add a passkey" open={open} onOpen={onOpen}>
      <Fields onClose={() => onOpen(false)} onCodes={onCodes} />
    </Dialog>
  )
}

function Fields({ onClose, onCodes }: { onClose: () => void; onCodes: Props['onCodes'] }) {
  const refresh = useRefreshAccount()
  const [name, setName] = useState(() => deviceName(navigator.userAgent))
  const { errors, problem, busy, submit } = useSubmit()
  const add = () =>
    submit(renamePasskeyRequest, { name }, async (body) => {
      const options = await withFreshProof(newPasskeyOptions)
      const { recoveryCodes } = await createPasskey({ name: body.name, response: await makePasskey(options) })
      onClose()
      toasts.add({ title: `The passkey “${body.name}” is added` })
      if (recoveryCodes) onCodes(recoveryCodes)
      await refresh()
    })
  return (
    <FormDialog
      action="Continue"
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void add()}
    >
      <p className="text-text-2">Your browser then asks where to keep it: on this device, on a phone, or on a key.</p>
      <TextField
        label="Name"
        hint="To tell it from others later"
        autoFocus
        autoComplete="off"
        value={name}
        onValue={setName}
        error={errors.name}
      />
    </FormDialog>
  )
}
