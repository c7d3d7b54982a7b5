'use client'

import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { ErrorState } from '../../ui/ErrorState'
import { workspaceQuery } from '../../workspace/workspace-queries'
import { DeleteCard } from './DeleteCard'
import { IdsCard } from './IdsCard'
import { LeaveCard } from './LeaveCard'
import { NameCard } from './NameCard'
import { TransferCard } from './TransferCard'

/** What the workspace is called, and what can become of it. */
export function GeneralPage() {
  const { workspace: here } = useSession()
  const workspace = useQuery(workspaceQuery(here.id))
  return (
    <div className="grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-5">
      <h1 className="sr-only">General settings</h1>
      {workspace.isPending && <CardsSkeleton />}
      {workspace.isError && !workspace.data && (
        <ErrorState
          problem={asApiProblem(workspace.error)}
          onRetry={() => void workspace.refetch()}
          busy={workspace.isFetching}
        />
      )}
      {workspace.data && (
        <>
          <NameCard workspace={workspace.data} />
          <IdsCard workspace={workspace.data} />
          <TransferCard workspace={workspace.data} />
          <LeaveCard workspace={workspace.data} />
          <DeleteCard workspace={workspace.data} />
        </>
      )}
    </div>
  )
}

function CardsSkeleton() {
  return (
    <div className="grid gap-5" aria-busy="true">
      <span className="sr-only" role="status">
        Loading the workspace
      </span>
      {['h-[272px]', 'h-[188px]', 'h-[74px]', 'h-[74px]', 'h-[74px]'].map((height, index) => (
        <div key={`${height}${index}`} className={`skeleton rounded-lg ${height}`} />
      ))}
    </div>
  )
}
