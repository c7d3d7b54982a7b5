import { incidentDetails, incidentsReply } from '@mointering/api-contract/http/incidents'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { callApi } from '../api/api-client'

export type IncidentFilter = { state: 'open' | 'resolved' | null; monitorId?: string }

const PAGE = 50

export const incidentsPath = (workspaceId: string) => `/workspaces/${workspaceId}/incidents`
export const incidentPath = (workspaceId: string, id: string) => `${incidentsPath(workspaceId)}/${id}`

/** The path of a page of the list; `cursor` null is the first one. */
export function listPath(workspaceId: string, { state, monitorId }: IncidentFilter, cursor: string | null): string {
  const query = new URLSearchParams({ limit: String(PAGE) })
  if (state) query.set('state', state)
  if (monitorId) query.set('monitorId', monitorId)
  if (cursor) query.set('cursor', cursor)
  return `${incidentsPath(workspaceId)}?${query}`
}

export const incidentsQueryOf = (workspaceId: string, filter: IncidentFilter) =>
  infiniteQueryOptions({
    queryKey: ['incidents', workspaceId, filter.state, filter.monitorId ?? null],
    queryFn: ({ pageParam, signal }) => callApi(incidentsReply, listPath(workspaceId, filter, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: 60_000,
  })

export const incidentQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: ['incident', workspaceId, id],
    queryFn: ({ signal }) => callApi(incidentDetails, incidentPath(workspaceId, id), { signal }),
    refetchInterval: 60_000,
  })
