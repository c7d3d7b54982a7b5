'use client'

import type { Account } from '@mointering/api-contract/http/account'
import { Mail } from 'lucide-react'
import { useState } from 'react'
import { useAction } from '../../api/use-action'
import { SettingsCard } from '../../settings/SettingsCard'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { ProblemBanner } from '../../ui/ProblemBanner'
import { toasts } from '../../ui/toasts'
import { cancelEmailChange } from '../account-actions'
import { useRefreshAccount } from '../use-account'
import { ChangeEmailDialog } from './ChangeEmailDialog'

export function EmailCard({ account, mail }: { account: Account; mail: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <SettingsCard
      title="E-mail address"
      note="You sign in with it, and mails about your account go there."
      action={<Button onClick={() => setOpen(true)}>Change address</Button>}
    >
      <p className="flex min-w-0 items-start gap-2">
        <Mail className="mt-px size-4 shrink-0 text-text-3" aria-hidden="true" />
        <span className="wrap-anywhere min-w-0 font-mono text-sm">{account.email}</span>
      </p>
      {account.pendingEmail !== null && <Pending email={account.pendingEmail} current={account.email} />}
      <ChangeEmailDialog mail={mail} open={open} onOpen={setOpen} />
    </SettingsCard>
  )
}

function Pending({ email, current }: { email: string; current: string }) {
  const refresh = useRefreshAccount()
  const { busy, problem, run } = useAction()
  const cancel = () =>
    run(async () => {
      await cancelEmailChange()
      await refresh()
      toasts.add({ title: `Your address stays ${current}` })
    })
  return (
    <>
      <Banner
        tone="degraded"
        action={
          <Button busy={busy} onClick={() => void cancel()}>
            Cancel the change
          </Button>
        }
      >
        <p className="wrap-anywhere text-sm">
          Waiting for <strong className="font-medium">{email}</strong>: open the link that was mailed there. Until then
          the address above counts.
        </p>
      </Banner>
      <ProblemBanner problem={problem} />
    </>
  )
}
