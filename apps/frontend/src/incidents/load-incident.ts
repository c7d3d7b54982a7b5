import 'server-only'
import { type IncidentDetails, incidentDetails } from '@mointering/api-contract/http/incidents'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireSession } from '../../app/providers/session'
import { ApiProblem } from '../api/api-problem'
import { readApi } from '../api/server-api'
import { incidentPath } from './incident-queries'

/** The incident of a page's address, once a render; the not-found page when there is none for this person. */
export const loadIncident = cache(async (id: string): Promise<IncidentDetails> => {
  const { workspace } = await requireSession()
  try {
    return await readApi(incidentDetails, incidentPath(workspace.id, encodeURIComponent(id)))
  } catch (error) {
    if (error instanceof ApiProblem && (error.status === 404 || error.status === 400)) notFound()
    throw error
  }
})
