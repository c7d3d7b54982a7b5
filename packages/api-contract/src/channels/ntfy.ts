import { z } from 'zod'
import { httpUrl, secretText } from './secret.js'

/** Source: https://docs.ntfy.sh/publish/ */
export const ntfySettings = z.object({
  kind: z.literal('ntfy'),
  server: httpUrl('the address of the ntfy server').default('https://ntfy.sh'),
  topic: z
    .string()
    .trim()
    .regex(/^[-_A-Za-z0-9]{1,64}$/, 'A topic has letters, digits, - and _, at most 64'),
  token: secretText('an access token').nullable().default(null),
})
