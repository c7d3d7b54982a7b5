import { z } from 'zod'
import { httpUrl, secretFields, secretText } from './secret.js'

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'This is not a header name')

/** A request of one's own: JSON as documented, or what `template` makes of it; signed with `secret` where there is one. */
export const webhookSettings = z.object({
  kind: z.literal('webhook'),
  url: httpUrl('the address to call'),
  method: z.enum(['POST', 'PUT']).default('POST'),
  headers: z
    .array(
      z.object({
        name: headerName,
        value: z
          .string()
          .max(2000)
          .regex(/^[\t\x20-\x7e]*$/, 'Only printable ASCII')
          .register(secretFields, { secret: true }),
      }),
    )
    .max(20)
    .default([]),
  /** Signs each request: HMAC-SHA256 over `<unix seconds>.<body>`. */
  secret: secretText('a secret').nullable().default(null),
  contentType: z
    .string()
    .max(100)
    .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?charset=utf-8)?$/i, 'This is not a content type')
    .default('application/json'),
  /** With {{title}} and the like; null: the documented JSON. */
  template: z.string().max(10_000).nullable().default(null),
})
