import { z } from 'zod'
import { httpUrl, secretText } from './secret.js'

/** Source: https://core.telegram.org/bots/api#sendmessage */
export const telegramSettings = z.object({
  kind: z.literal('telegram'),
  token: secretText('the token of the bot').regex(/^\d+:[\w-]{20,}$/, 'A bot token looks like 123456:ABC…'),
  chatId: z
    .string()
    .trim()
    .regex(/^(-?\d{1,20}|@\w{5,32})$/, 'A chat id is a number, or the @name of a channel'),
  threadId: z.int().positive().nullable().default(null),
  server: httpUrl('the address of the Bot API server').default('https://api.telegram.org'),
})
