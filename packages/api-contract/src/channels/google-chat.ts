import { z } from 'zod'
import { secretUrl } from './secret.js'

/** Source: https://developers.google.com/workspace/chat/quickstart/webhooks */
export const googleChatSettings = z.object({
  kind: z.literal('google-chat'),
  url: secretUrl('the webhook address of the space'),
})
