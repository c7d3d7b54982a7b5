import {
  type MonitorListItem,
  metricsReply,
  monitorListReply,
  regionsReply,
  resultsReply,
  uptimeReply,
} from '@mointering/api-contract/http/monitors'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { callApi } from '../api/api-client'
import { firstListPath, monitorPath } from './monitor-paths'

/** 20 pages of 500: far above what one person watches; the rest is found by searching in the API. */
const LIST_PAGES_AT_MOST = 20
const RESULTS_PAGE = 50

/** All monitors of a workspace. Renewed each minute for what live events do not carry (uptime, sparklines). */
export const listQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['monitors', workspaceId],
    queryFn: async ({ signal }): Promise<readonly MonitorListItem[]> => {
      const items: MonitorListItem[] = []
      let cursor: string | null = null
      for (let page = 0; page < LIST_PAGES_AT_MOST; page++) {
        const path: string = firstListPath(workspaceId) + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : '')
        const reply = await callApi(monitorListReply, path, { signal })
        items.push(...reply.items)
        cursor = reply.nextCursor
        if (!cursor) break
      }
      return items
    },
    refetchInterval: 60_000,
  })

export const monitorQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: ['monitor', workspaceId, id],
    queryFn: ({ signal }) => callApi(monitor, monitorPath(workspaceId, id), { signal }),
    refetchInterval: 60_000,
  })

export const uptimeQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: ['uptime', workspaceId, id],
    queryFn: ({ signal }) => callApi(uptimeReply, `${monitorPath(workspaceId, id)}/uptime`, { signal }),
    refetchInterval: 60_000,
  })

/** `from`, `to`: epoch ms. Without a step the API picks one that suits the width of a chart. */
export const metricsQuery = (workspaceId: string, id: string, window: { from: number; to: number; step?: number }) =>
  queryOptions({
    queryKey: ['metrics', workspaceId, id, window.from, window.to, window.step ?? null],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({
        from: new Date(window.from).toISOString(),
        to: new Date(window.to).toISOString(),
      })
      if (window.step !== undefined) query.set('step', String(window.step))
      return callApi(metricsReply, `${monitorPath(workspaceId, id)}/metrics?${query}`, { signal })
    },
  })

export const resultsQueryOf = (workspaceId: string, id: string, verdict: string) =>
  infiniteQueryOptions({
    queryKey: ['results', workspaceId, id, verdict],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: String(RESULTS_PAGE) })
      if (verdict !== 'all') query.set('verdict', verdict)
      if (pageParam) query.set('cursor', pageParam)
      return callApi(resultsReply, `${monitorPath(workspaceId, id)}/results?${query}`, { signal })
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

export const regionsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['regions', workspaceId],
    queryFn: ({ signal }) => callApi(regionsReply, `/workspaces/${workspaceId}/regions`, { signal }),
    staleTime: 60_000,
  })
