import { apiKeysReply } from '@mointering/api-contract/http/api-keys'
import { auditLogReply } from '@mointering/api-contract/http/audit-log'
import { invitationsReply, membersReply, workspace, workspacesReply } from '@mointering/api-contract/http/workspaces'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { callApi } from '../api/api-client'
import { apiKeysPath, auditLogPath, invitationsPath, membersPath, workspacePath } from './workspace-paths'

/** All of one's own, deleted ones (to their owner) as well. */
export const workspacesQuery = () =>
  queryOptions({
    queryKey: ['workspaces'],
    queryFn: async ({ signal }) => (await callApi(workspacesReply, '/workspaces', { signal })).items,
  })

export const workspaceQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace', workspaceId],
    queryFn: ({ signal }) => callApi(workspace, workspacePath(workspaceId), { signal }),
  })

export const membersQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['members', workspaceId],
    queryFn: async ({ signal }) => (await callApi(membersReply, membersPath(workspaceId), { signal })).items,
  })

export const invitationsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['invitations', workspaceId],
    queryFn: async ({ signal }) => (await callApi(invitationsReply, invitationsPath(workspaceId), { signal })).items,
  })

export const apiKeysQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['api-keys', workspaceId],
    queryFn: async ({ signal }) => (await callApi(apiKeysReply, apiKeysPath(workspaceId), { signal })).items,
  })

const AUDIT_PAGE = 50

/** `filter`: the parameters of the contract's auditLogQuery, without cursor and limit. */
export const auditLogQueryOf = (workspaceId: string, filter: URLSearchParams) =>
  infiniteQueryOptions({
    queryKey: ['audit-log', workspaceId, filter.toString()],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams(filter)
      query.set('limit', String(AUDIT_PAGE))
      if (pageParam) query.set('cursor', pageParam)
      return callApi(auditLogReply, `${auditLogPath(workspaceId)}?${query}`, { signal })
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
