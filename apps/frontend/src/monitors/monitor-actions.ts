import { type RunReply, runReply } from '@mointering/api-contract/http/monitors'
import { type Monitor, monitor } from '@mointering/api-contract/monitors/monitor'
import { z } from 'zod'
import { callApi } from '../api/api-client'
import { monitorPath, monitorsPath } from './monitor-paths'

/** A double click, or a repeat after a lost answer, makes one monitor: `key` is made once for each form. */
export const createMonitor = (workspaceId: string, body: unknown, key: string): Promise<Monitor> =>
  callApi(monitor, monitorsPath(workspaceId), { method: 'POST', body, headers: { 'idempotency-key': key } })

/** Refused with `stale_version` when somebody else changed the monitor since `version`. */
export const updateMonitor = (
  workspaceId: string,
  { id, version }: Pick<Monitor, 'id' | 'version'>,
  body: unknown,
): Promise<Monitor> =>
  callApi(monitor, monitorPath(workspaceId, id), { method: 'PATCH', body, headers: { 'if-match': `"${version}"` } })

/** Pausing wins over whatever else changed meanwhile, so it names no version. */
export const setEnabled = (workspaceId: string, id: string, enabled: boolean): Promise<Monitor> =>
  callApi(monitor, monitorPath(workspaceId, id), { method: 'PATCH', body: { enabled } })

export const deleteMonitor = (workspaceId: string, id: string): Promise<void> =>
  callApi(z.undefined(), monitorPath(workspaceId, id), { method: 'DELETE' })

export const restoreMonitor = (workspaceId: string, id: string): Promise<Monitor> =>
  callApi(monitor, `${monitorPath(workspaceId, id)}/restore`, { method: 'POST' })

/** Checks now and answers with the results, one a region. They are kept. */
export const runMonitor = (workspaceId: string, id: string): Promise<RunReply> =>
  callApi(runReply, `${monitorPath(workspaceId, id)}/run`, { method: 'POST' })

/** Checks settings that are not saved. Nothing is kept. */
export const testMonitor = (workspaceId: string, body: unknown): Promise<RunReply> =>
  callApi(runReply, `${monitorsPath(workspaceId)}/test`, { method: 'POST', body })
