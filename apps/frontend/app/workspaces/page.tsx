import { workspacesReply } from '@mointering/api-contract/http/workspaces'
import type { Metadata } from 'next'
import { prefetchApi } from '../../src/api/server-api'
import { WorkspacesPage } from '../../src/workspace/WorkspacesPage'
import { QueryProvider } from '../providers/QueryProvider'
import { requirePerson } from '../providers/session'

export const metadata: Metadata = { title: 'Workspaces' }

/** Stands outside of the frame: who is in no workspace can only come here. */
export default async function Workspaces() {
  const { user } = await requirePerson()
  const first = await prefetchApi(workspacesReply, '/workspaces')
  return (
    <QueryProvider>
      <WorkspacesPage user={user} first={first?.items ?? null} />
    </QueryProvider>
  )
}
