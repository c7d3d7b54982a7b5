import { z } from 'zod'
import { secretUrl } from './secret.js'

/** Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export const slackSettings = z.object({ kind: z.literal('slack'), url: secretUrl('the incoming webhook of Slack') })
