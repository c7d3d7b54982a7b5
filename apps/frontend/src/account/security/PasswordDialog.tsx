'use client'

import { type Account, changePasswordRequest } from '@mointering/api-contract/http/account'
import { useState } from 'react'
import { passwordHint } from '../../auth/password-hint'
import { useSubmit } from '../../auth/use-submit'
import { withFreshProof } from '../../session/fresh-proof'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { PasswordField } from '../../ui/PasswordField'
import { toasts } from '../../ui/toasts'
import { changePassword } from '../account-actions'
import { useRefreshAccount } from '../use-account'

type Props = { account: Account; open: boolean; onOpen: (open: boolean) => void }

export function PasswordDialog({ account, open, onOpen }: Props) {
  return (
    <Dialog title={account.hasPassword ? 'Change password' : 'Set a password'} open={open} onOpen={onOpen}>
      <Fields account={account} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function Fields({ account: { hasPassword, email, name }, onClose }: { account: Account; onClose: () => void }) {
  const refresh = useRefreshAccount()
  const [currentPassword, setCurrentPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const { errors, problem, busy, submit } = useSubmit()
  const fields = hasPassword ? { currentPassword, newPassword } : { newPassword }
  const save = () =>
    submit(changePasswordRequest, fields, async (body) => {
      await withFreshProof(() => changePassword(body))
      await refresh()
      onClose()
      toasts.add({
        title: hasPassword ? 'Your password is changed' : 'Your password is set',
        description: 'All other browsers are signed out.',
      })
    })
  return (
    <FormDialog
      action={hasPassword ? 'Change password' : 'Set password'}
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void save()}
    >
      {/* For password managers: whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      {hasPassword && (
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          autoFocus
          value={currentPassword}
          onValue={setCurrentPassword}
          error={errors.currentPassword && 'Enter your current password'}
        />
      )}
      <PasswordField
        label="New password"
        autoComplete="new-password"
        autoFocus={!hasPassword}
        hint={passwordHint(newPassword, { email, name })}
        value={newPassword}
        onValue={setNewPassword}
        error={errors.newPassword}
      />
    </FormDialog>
  )
}
