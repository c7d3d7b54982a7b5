import {
  type Channel,
  channel,
  channelsReply,
  deliveriesReply,
  testChannelReply,
} from '@mointering/api-contract/http/channels'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { callApi } from '../../api/api-client'

const DELIVERIES_PAGE = 25
const channelsPath = (workspaceId: string) => `/workspaces/${workspaceId}/channels`
const channelPath = (workspaceId: string, id: string) => `${channelsPath(workspaceId)}/${id}`

export const channelsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['channels', workspaceId],
    queryFn: async ({ signal }) => (await callApi(channelsReply, channelsPath(workspaceId), { signal })).items,
    refetchInterval: 60_000,
  })

/** What was told, newest first. */
export const deliveriesQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', workspaceId],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(DELIVERIES_PAGE), ...(pageParam && { cursor: pageParam }) })
      return callApi(deliveriesReply, `/workspaces/${workspaceId}/deliveries?${query}`, { signal })
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: 30_000,
  })

export const createChannel = (workspaceId: string, body: unknown): Promise<Channel> =>
  callApi(channel, channelsPath(workspaceId), { method: 'POST', body })

/** Refused with `stale_version` when somebody else changed it since `version`. */
export const updateChannel = (
  workspaceId: string,
  { id, version }: Pick<Channel, 'id' | 'version'>,
  body: unknown,
): Promise<Channel> =>
  callApi(channel, channelPath(workspaceId, id), { method: 'PATCH', body, headers: { 'if-match': `"${version}"` } })

export const deleteChannel = (workspaceId: string, id: string): Promise<void> =>
  callApi(z.undefined(), channelPath(workspaceId, id), { method: 'DELETE' })

export const testChannel = (workspaceId: string, id: string) =>
  callApi(testChannelReply, `${channelPath(workspaceId, id)}/test`, { method: 'POST' })
