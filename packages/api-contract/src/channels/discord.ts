import { z } from 'zod'
import { secretUrl } from './secret.js'

/** Source: https://discord.com/developers/docs/resources/webhook#execute-webhook */
export const discordSettings = z.object({
  kind: z.literal('discord'),
  url: secretUrl('the webhook address of the Discord channel'),
  threadId: z
    .string()
    .regex(/^\d{1,20}$/, 'A thread id is a number')
    .nullable()
    .default(null),
})
