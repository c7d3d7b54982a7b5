'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { CARD_CLASSES } from '../../ui/classes'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RowsSkeleton } from '../../workspace/RowsSkeleton'
import { useRefusal } from '../../workspace/use-refusal'
import { apiKeysQuery } from '../../workspace/workspace-queries'
import { Forbidden } from '../Forbidden'
import { PageHead } from '../PageHead'
import { ReferenceLink } from '../ReferenceLink'
import { ApiKeyRow } from './ApiKeyRow'
import { CreateKeyDialog } from './CreateKeyDialog'

/** The keys with which programs act in the workspace. */
export function ApiKeysPage() {
  const allowed = useRefusal('api-keys:read') === null
  const reason = useRefusal('api-keys:write')
  const [creating, setCreating] = useState(false)
  const button = (
    <ReasonedButton look="primary" reason={reason} onClick={() => setCreating(true)}>
      <Plus className="size-4" aria-hidden="true" />
      Create API key
    </ReasonedButton>
  )
  return (
    <>
      <PageHead
        title="API keys"
        note={
          <>
            With a key, a program uses the API of this workspace without a person.{' '}
            <ReferenceLink>What the API can do</ReferenceLink>
          </>
        }
        action={allowed && button}
      />
      {allowed ? <Keys onCreate={() => setCreating(true)} /> : <Forbidden permission="api-keys:read" />}
      <CreateKeyDialog open={creating} onOpen={setCreating} />
    </>
  )
}

function Keys({ onCreate }: { onCreate: () => void }) {
  const { workspace } = useSession()
  const reason = useRefusal('api-keys:write')
  const keys = useQuery(apiKeysQuery(workspace.id))
  if (keys.isPending) return <RowsSkeleton label="Loading API keys" />
  if (!keys.data) {
    return (
      <div className={CARD_CLASSES}>
        <ErrorState problem={asApiProblem(keys.error)} onRetry={() => void keys.refetch()} busy={keys.isFetching} />
      </div>
    )
  }
  if (keys.data.length === 0) {
    return (
      <div className={CARD_CLASSES}>
        <EmptyState
          title="No API keys yet"
          action={
            <ReasonedButton reason={reason} onClick={onCreate}>
              Create the first one
            </ReasonedButton>
          }
        >
          A key lets a script list monitors, a deployment add or pause them, a job report that it ran, or an archive
          fetch the audit log, each with no more rights than it needs.
        </EmptyState>
      </div>
    )
  }
  return (
    <ul aria-label="API keys" className={`${CARD_CLASSES} divide-y divide-line`}>
      {keys.data.map((apiKey) => (
        <ApiKeyRow key={apiKey.id} apiKey={apiKey} />
      ))}
    </ul>
  )
}
