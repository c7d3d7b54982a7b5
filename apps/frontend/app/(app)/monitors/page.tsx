import { monitorListReply } from '@mointering/api-contract/http/monitors'
import type { Metadata } from 'next'
import { prefetchApi } from '../../../src/api/server-api'
import { MonitorsPage } from '../../../src/monitors/list/MonitorsPage'
import { firstListPath } from '../../../src/monitors/monitor-paths'
import { requireSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Monitors' }

export default async function Monitors() {
  const { workspace } = await requireSession()
  const first = await prefetchApi(monitorListReply, firstListPath(workspace.id))
  return <MonitorsPage first={first?.items ?? null} />
}
