import { z } from 'zod'
import { httpUrl, secretText } from './secret.js'

/** Source: https://gotify.net/api-docs#/message/createMessage */
export const gotifySettings = z.object({
  kind: z.literal('gotify'),
  server: httpUrl('the address of the Gotify server'),
  token: secretText('the token of the application'),
})
