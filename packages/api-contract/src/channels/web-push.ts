import { z } from 'zod'

/** The browsers in which members of the workspace have turned notices on (RFC 8030, 8291, 8292). */
export const webPushSettings = z.object({
  kind: z.literal('web-push'),
  userIds: z.array(z.uuid()).min(1, 'Choose at least one person').max(100),
})
