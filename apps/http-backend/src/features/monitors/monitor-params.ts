import { z } from 'zod'

const id = z.uuid().transform((value) => value.toLowerCase())
export const workspaceParams = z.object({ workspaceId: id })
export const monitorParams = z.object({ workspaceId: id, monitorId: id })

export const MONITORS_PATH = '/api/v1/workspaces/:workspaceId/monitors'
export const MONITOR_PATH = `${MONITORS_PATH}/:monitorId` as const
