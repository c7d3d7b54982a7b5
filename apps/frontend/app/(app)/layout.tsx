import type { ReactNode } from 'react'
import { PageNameProvider } from '../../src/frame/Breadcrumb'
import { Frame } from '../../src/frame/Frame'
import { LiveProvider } from '../../src/live/LiveProvider'
import { SessionWatch } from '../../src/workspace/SessionWatch'
import { QueryProvider } from '../providers/QueryProvider'
import { SessionProvider } from '../providers/SessionProvider'
import { requireSession } from '../providers/session'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const session = await requireSession()
  return (
    <SessionProvider session={session}>
      {/* Another workspace begins with nothing of the one before. */}
      <QueryProvider key={session.workspace.id}>
        <LiveProvider workspaceId={session.workspace.id}>
          <SessionWatch />
          <PageNameProvider>
            <Frame>{children}</Frame>
          </PageNameProvider>
        </LiveProvider>
      </QueryProvider>
    </SessionProvider>
  )
}
