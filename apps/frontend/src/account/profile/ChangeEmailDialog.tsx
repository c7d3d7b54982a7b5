'use client'

import { changeEmailRequest } from '@mointering/api-contract/http/account'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSubmit } from '../../auth/use-submit'
import { withFreshProof } from '../../session/fresh-proof'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { changeEmail } from '../account-actions'
import { useRefreshAccount } from '../use-account'

type Props = {
  /** A link proves the new address; without mail it counts at once. */ mail: boolean
  open: boolean
  onOpen: (open: boolean) => void
}

export function ChangeEmailDialog({ mail, open, onOpen }: Props) {
  return (
    <Dialog title="Change your address" open={open} onOpen={onOpen}>
      <Fields mail={mail} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function Fields({ mail, onClose }: { mail: boolean; onClose: () => void }) {
  const router = useRouter()
  const refresh = useRefreshAccount()
  const [email, setEmail] = useState('')
  const { errors, problem, busy, submit } = useSubmit()
  const save = () =>
    submit(changeEmailRequest, { email }, async (body) => {
      const reply = await withFreshProof(() => changeEmail(body))
      await refresh()
      onClose()
      if (reply.pendingEmail === null) toasts.add({ title: `Your address is ${reply.email} now` })
      router.refresh() // the menu shows it
    })
  return (
    <FormDialog
      action="Change address"
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void save()}
    >
      <p className="text-text-2">
        {mail
          ? 'A link is mailed to the new address. Until you have opened it, the one you have now counts.'
          : 'It counts at once: this installation sends no mail to prove it. Look twice for slips.'}
      </p>
      <TextField
        label="New e-mail address"
        type="email"
        autoComplete="email"
        autoFocus
        value={email}
        onValue={setEmail}
        error={errors.email}
      />
    </FormDialog>
  )
}
