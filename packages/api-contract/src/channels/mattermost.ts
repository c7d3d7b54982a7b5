import { z } from 'zod'
import { secretUrl } from './secret.js'

/** Source: https://developers.mattermost.com/integrate/webhooks/incoming/ */
export const mattermostSettings = z.object({
  kind: z.literal('mattermost'),
  url: secretUrl('the incoming webhook of Mattermost'),
  channel: z
    .string()
    .trim()
    .max(64)
    .regex(/^[a-z0-9@._-]+$/i, 'This is not a channel name')
    .nullable()
    .default(null),
})
