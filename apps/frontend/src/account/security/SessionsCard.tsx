'use client'

import type { AccountSession } from '@mointering/api-contract/http/account'
import { useQuery } from '@tanstack/react-query'
import { useAction } from '../../api/use-action'
import { SettingsCard } from '../../settings/SettingsCard'
import { Button } from '../../ui/Button'
import { ProblemBanner } from '../../ui/ProblemBanner'
import { toasts } from '../../ui/toasts'
import { revokeOtherSessions } from '../account-actions'
import { sessionsQuery } from '../account-queries'
import { Loaded } from '../Loaded'
import { useRefreshAccount } from '../use-account'
import { SessionRow } from './SessionRow'

export function SessionsCard() {
  const sessions = useQuery({ ...sessionsQuery(), refetchInterval: 60_000 })
  const refresh = useRefreshAccount()
  const { busy, problem, run } = useAction()
  const others = sessions.data?.some(({ current }) => !current) ?? false
  const revokeOthers = () =>
    run(async () => {
      const count = await revokeOtherSessions()
      await refresh()
      toasts.add({ title: count === 1 ? 'One other browser is signed out' : `${count} other browsers are signed out` })
    })
  return (
    <SettingsCard
      title="Where you are signed in"
      note="Sign out any that you do not know, and change your password."
      action={
        others && (
          <Button busy={busy} onClick={() => void revokeOthers()}>
            Sign out all others
          </Button>
        )
      }
    >
      <ProblemBanner problem={problem} />
      <Loaded query={sessions} what="sessions">
        {(items) => (
          <ul aria-label="Sessions" className="divide-y divide-line rounded-md border border-line">
            {thisOneFirst(items).map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
    </SettingsCard>
  )
}

const thisOneFirst = (items: readonly AccountSession[]): AccountSession[] => [
  ...items.filter(({ current }) => current),
  ...items.filter(({ current }) => !current),
]
