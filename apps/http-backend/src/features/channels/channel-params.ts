import { z } from 'zod'

export const CHANNELS_PATH = '/api/v1/workspaces/:workspaceId/channels'
export const CHANNEL_PATH = `${CHANNELS_PATH}/:channelId` as const
export const channelParams = z.object({ workspaceId: z.uuid(), channelId: z.uuid() })
