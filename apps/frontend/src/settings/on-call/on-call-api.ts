import { escalationPoliciesReply, escalationPolicy } from '@mointering/api-contract/http/escalation'
import {
  onCallContact,
  onCallContactsReply,
  onCallOverride,
  onCallSchedule,
  onCallSchedulesReply,
  onCallShiftsReply,
} from '@mointering/api-contract/http/on-call'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { callApi } from '../../api/api-client'

type Versioned = { id: string; version: number }

const pathOf = (workspaceId: string, ...parts: string[]) => ['/workspaces', workspaceId, ...parts].join('/')
const ifMatch = ({ version }: Versioned) => ({ 'if-match': `"${version}"` })
const SCHEDULES = 'on-call-schedules'
const POLICIES = 'escalation-policies'

/** Everything on this page hangs together: a change of one is a reason to ask for all. */
export const onCallKey = (workspaceId: string) => ['on-call', workspaceId] as const

export const schedulesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...onCallKey(workspaceId), 'schedules'],
    queryFn: async ({ signal }) =>
      (await callApi(onCallSchedulesReply, pathOf(workspaceId, SCHEDULES), { signal })).items,
    refetchInterval: 60_000,
  })

export const policiesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...onCallKey(workspaceId), 'policies'],
    queryFn: async ({ signal }) =>
      (await callApi(escalationPoliciesReply, pathOf(workspaceId, POLICIES), { signal })).items,
    refetchInterval: 60_000,
  })

export const contactsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...onCallKey(workspaceId), 'contacts'],
    queryFn: async ({ signal }) =>
      (await callApi(onCallContactsReply, pathOf(workspaceId, 'on-call-contacts'), { signal })).items,
    refetchInterval: 60_000,
  })

/** Who takes turns in [fromMs, toMs), and the overrides. */
export const shiftsQuery = (
  workspaceId: string,
  scheduleId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
) =>
  queryOptions({
    queryKey: [...onCallKey(workspaceId), 'shifts', scheduleId, fromMs, toMs],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })
      return callApi(onCallShiftsReply, `${pathOf(workspaceId, SCHEDULES, scheduleId, 'shifts')}?${query}`, { signal })
    },
    refetchInterval: 60_000,
  })

/** Adds a schedule, or changes one: refused with `stale_version` when somebody else changed it meanwhile. */
export const saveSchedule = (workspaceId: string, known: Versioned | null, body: unknown) =>
  known
    ? callApi(onCallSchedule, pathOf(workspaceId, SCHEDULES, known.id), {
        method: 'PATCH',
        body,
        headers: ifMatch(known),
      })
    : callApi(onCallSchedule, pathOf(workspaceId, SCHEDULES), { method: 'POST', body })

export const deleteSchedule = (workspaceId: string, id: string): Promise<void> =>
  callApi(z.undefined(), pathOf(workspaceId, SCHEDULES, id), { method: 'DELETE' })

export const addOverride = (workspaceId: string, scheduleId: string, body: unknown) =>
  callApi(onCallOverride, pathOf(workspaceId, SCHEDULES, scheduleId, 'overrides'), { method: 'POST', body })

export const deleteOverride = (workspaceId: string, scheduleId: string, id: string): Promise<void> =>
  callApi(z.undefined(), pathOf(workspaceId, SCHEDULES, scheduleId, 'overrides', id), { method: 'DELETE' })

/** Adds a policy, or changes one: refused with `stale_version` when somebody else changed it meanwhile. */
export const savePolicy = (workspaceId: string, known: Versioned | null, body: unknown) =>
  known
    ? callApi(escalationPolicy, pathOf(workspaceId, POLICIES, known.id), {
        method: 'PATCH',
        body,
        headers: ifMatch(known),
      })
    : callApi(escalationPolicy, pathOf(workspaceId, POLICIES), { method: 'POST', body })

export const deletePolicy = (workspaceId: string, id: string): Promise<void> =>
  callApi(z.undefined(), pathOf(workspaceId, POLICIES, id), { method: 'DELETE' })

export const setContact = (workspaceId: string, userId: string, channelId: string | null) =>
  callApi(onCallContact, pathOf(workspaceId, 'on-call-contacts', userId), { method: 'PATCH', body: { channelId } })
