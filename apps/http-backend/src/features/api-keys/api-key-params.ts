import { z } from 'zod'
import { workspaceParams } from '../monitors/monitor-params.js'

export const API_KEYS_PATH = '/api/v1/workspaces/:workspaceId/api-keys'
export const API_KEY_PATH = `${API_KEYS_PATH}/:apiKeyId` as const
export const apiKeyParams = workspaceParams.extend({
  apiKeyId: z.uuid().transform((value) => value.toLowerCase()),
})
