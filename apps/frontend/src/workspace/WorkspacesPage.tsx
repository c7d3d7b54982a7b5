'use client'

import type { SessionReply } from '@mointering/api-contract/http/accounts'
import type { Workspace } from '@mointering/api-contract/http/workspaces'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { asApiProblem } from '../api/api-problem'
import { signOut } from '../frame/sign-out'
import { Button, buttonClasses } from '../ui/Button'
import { CARD_CLASSES } from '../ui/classes'
import { EmptyState } from '../ui/EmptyState'
import { ErrorState } from '../ui/ErrorState'
import { Logo } from '../ui/Logo'
import { DeletedWorkspaceRow } from './DeletedWorkspaceRow'
import { NewWorkspaceDialog } from './NewWorkspaceDialog'
import { OpenWorkspaceRow } from './OpenWorkspaceRow'
import { RowsSkeleton } from './RowsSkeleton'
import { workspacesQuery } from './workspace-queries'

type Props = {
  user: SessionReply['user']
  /** As the server read them, null when it could not. */ first: Workspace[] | null
}

/** All workspaces of a person; also where one begins who is in none. */
export function WorkspacesPage({ user, first }: Props) {
  const [making, setMaking] = useState(false)
  const list = useQuery({ ...workspacesQuery(), ...(first ? { initialData: first, initialDataUpdatedAt: 0 } : {}) })
  const open = list.data?.filter(({ deletedAt }) => deletedAt === null) ?? []
  const deleted = list.data?.filter(({ deletedAt }) => deletedAt !== null) ?? []
  const newButton = (
    <Button look="primary" onClick={() => setMaking(true)}>
      <Plus className="size-4" aria-hidden="true" />
      New workspace
    </Button>
  )
  return (
    <main className="mx-auto grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-6 px-4 py-10 sm:py-16">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-3">
        <Logo />
        <span className="mr-auto font-semibold text-lg">Mointering</span>
        <span className="truncate text-sm text-text-3 max-sm:hidden">{user.email}</span>
        <Link href="/account" className={buttonClasses('quiet')}>
          Account
        </Link>
        <Button look="quiet" onClick={() => void signOut()}>
          Sign out
        </Button>
      </header>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-semibold text-xl">Workspaces</h1>
        {open.length > 0 && newButton}
      </div>
      {list.isPending && <RowsSkeleton label="Loading workspaces" rows={2} />}
      {list.isError && !list.data && (
        <ErrorState problem={asApiProblem(list.error)} onRetry={() => void list.refetch()} busy={list.isFetching} />
      )}
      {list.data && open.length === 0 && (
        <div className={CARD_CLASSES}>
          <EmptyState title="You are in no workspace" action={newButton}>
            Monitors, members and API keys live in a workspace. Make one, or ask somebody to invite {user.email}.
          </EmptyState>
        </div>
      )}
      {open.length > 0 && (
        <ul aria-label="Workspaces" className={`${CARD_CLASSES} divide-y divide-line`}>
          {open.map((workspace) => (
            <OpenWorkspaceRow key={workspace.id} workspace={workspace} />
          ))}
        </ul>
      )}
      {deleted.length > 0 && (
        <section className="grid gap-3" aria-labelledby="deleted-title">
          <h2 id="deleted-title" className="font-semibold">
            Deleted
          </h2>
          <ul className={`${CARD_CLASSES} divide-y divide-line`}>
            {deleted.map((workspace) => (
              <DeletedWorkspaceRow key={workspace.id} workspace={workspace} />
            ))}
          </ul>
        </section>
      )}
      <NewWorkspaceDialog open={making} onOpen={setMaking} />
    </main>
  )
}
