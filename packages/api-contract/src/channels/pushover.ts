import { z } from 'zod'
import { secretText } from './secret.js'

/** Source: https://pushover.net/api */
export const pushoverSettings = z.object({
  kind: z.literal('pushover'),
  token: secretText('the API token of the application').regex(/^[A-Za-z0-9]{30}$/, 'A token has 30 letters and digits'),
  user: secretText('the user or group key').regex(/^[A-Za-z0-9]{30}$/, 'A key has 30 letters and digits'),
  device: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{1,25}$/, 'This is not a device name')
    .nullable()
    .default(null),
  /** Critical notices ring until somebody acknowledges them in the app. */
  emergency: z.boolean().default(false),
})
