import 'server-only'
import { type Monitor, monitor } from '@mointering/api-contract/monitors/monitor'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireSession } from '../../app/providers/session'
import { ApiProblem } from '../api/api-problem'
import { readApi } from '../api/server-api'
import { monitorPath } from './monitor-paths'

/** The monitor of a page's address, once a render; the not-found page when there is none for this person. */
export const loadMonitor = cache(async (id: string): Promise<Monitor> => {
  const { workspace } = await requireSession()
  try {
    return await readApi(monitor, monitorPath(workspace.id, encodeURIComponent(id)))
  } catch (error) {
    // An address that is no id is answered with 400: for a reader that is the same as nothing being there.
    if (error instanceof ApiProblem && (error.status === 404 || error.status === 400)) notFound()
    throw error
  }
})
