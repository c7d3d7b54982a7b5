'use client'

import { type Account, updateAccountRequest } from '@mointering/api-contract/http/account'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { AuthProblem } from '../../auth/AuthProblem'
import { useSubmit } from '../../auth/use-submit'
import { formatInstant } from '../../format/time'
import { SettingsCard } from '../../settings/SettingsCard'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/TextField'
import { toasts } from '../../ui/toasts'
import { rename } from '../account-actions'
import { useRefreshAccount } from '../use-account'

export function NameCard({ account }: { account: Account }) {
  const router = useRouter()
  const refresh = useRefreshAccount()
  const [draft, setDraft] = useState<string | null>(null)
  const { errors, problem, busy, submit } = useSubmit()

  const save = (name: string) =>
    submit(updateAccountRequest, { name }, async (body) => {
      await rename(body)
      await refresh()
      setDraft(null)
      toasts.add({ title: 'Your name is saved' })
      router.refresh() // the rail shows it
    })
  return (
    <SettingsCard title="Name" note="The people in your workspaces see it.">
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy && draft !== null) void save(draft)
        }}
      >
        <AuthProblem problem={problem} />
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          value={draft ?? account.name}
          onValue={setDraft}
          error={errors.name}
          className="max-w-sm"
        />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Button type="submit" look="primary" busy={busy} disabled={draft === null || draft === account.name}>
            Save name
          </Button>
          <p className="text-sm text-text-3" suppressHydrationWarning>
            {account.isInstallationOwner && 'Owner of this installation · '}Account made{' '}
            {formatInstant(Date.parse(account.createdAt)).split(',')[0]}
          </p>
        </div>
      </form>
    </SettingsCard>
  )
}
