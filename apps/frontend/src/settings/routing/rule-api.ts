import { type NoticeRule, noticeRule, noticeRulesReply } from '@mointering/api-contract/http/notice-rules'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { callApi } from '../../api/api-client'

const rulesPath = (workspaceId: string) => `/workspaces/${workspaceId}/notice-rules`
export const rulesKey = (workspaceId: string) => ['notice-rules', workspaceId] as const

/** The rules, the first to be asked first. */
export const rulesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: rulesKey(workspaceId),
    queryFn: async ({ signal }) => (await callApi(noticeRulesReply, rulesPath(workspaceId), { signal })).items,
    refetchInterval: 60_000,
  })

/** Adds a rule, or changes one: refused with `stale_version` when somebody else changed it meanwhile. */
export const saveRule = (workspaceId: string, known: NoticeRule | null, body: unknown): Promise<NoticeRule> =>
  known
    ? callApi(noticeRule, `${rulesPath(workspaceId)}/${known.id}`, {
        method: 'PATCH',
        body,
        headers: { 'if-match': `"${known.version}"` },
      })
    : callApi(noticeRule, rulesPath(workspaceId), { method: 'POST', body })

export const deleteRule = (workspaceId: string, id: string): Promise<void> =>
  callApi(z.undefined(), `${rulesPath(workspaceId)}/${id}`, { method: 'DELETE' })

/** Refused with `conflict` when somebody added or deleted a rule meanwhile. */
export const orderRules = async (workspaceId: string, ids: readonly string[]): Promise<NoticeRule[]> =>
  (await callApi(noticeRulesReply, `${rulesPath(workspaceId)}/order`, { method: 'POST', body: { ids } })).items
