import { type MaintenanceWindow, maintenanceReply, maintenanceWindow } from '@mointering/api-contract/http/maintenance'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { callApi } from '../api/api-client'

const pathOf = (workspaceId: string, ...parts: string[]) =>
  ['/workspaces', workspaceId, 'maintenance', ...parts].join('/')
export const windowsKey = (workspaceId: string) => ['maintenance', workspaceId] as const

/** The newest 500 windows, the latest to begin first. */
export const windowsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: windowsKey(workspaceId),
    queryFn: async ({ signal }) =>
      (await callApi(maintenanceReply, `${pathOf(workspaceId)}?limit=500`, { signal })).items,
    refetchInterval: 30_000,
  })

export const startWindow = (workspaceId: string, body: unknown): Promise<MaintenanceWindow> =>
  callApi(maintenanceWindow, pathOf(workspaceId, 'start'), { method: 'POST', body })

export const planWindow = (workspaceId: string, body: unknown): Promise<MaintenanceWindow> =>
  callApi(maintenanceWindow, pathOf(workspaceId), { method: 'POST', body })

export const endWindow = (workspaceId: string, id: string): Promise<MaintenanceWindow> =>
  callApi(maintenanceWindow, pathOf(workspaceId, id, 'end'), { method: 'POST', body: {} })

export const deleteWindow = (workspaceId: string, id: string): Promise<void> =>
  callApi(z.undefined(), pathOf(workspaceId, id), { method: 'DELETE' })
