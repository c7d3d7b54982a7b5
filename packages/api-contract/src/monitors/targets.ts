import { z } from 'zod'

/** An absolute http(s) URL. Credentials in it are refused: they would end up in lists and logs. */
export const httpUrl = z
  .string()
  .trim()
  .max(2000)
  .superRefine((value, ctx) => {
    const url = URL.canParse(value) ? new URL(value) : null
    if (!url || !['http:', 'https:'].includes(url.protocol) || !url.hostname) {
      ctx.addIssue({ code: 'custom', message: 'Enter a full address, for example https://example.org/health' })
    } else if (url.username || url.password) {
      ctx.addIssue({
        code: 'custom',
        message: 'Put the user name and password under authentication, not into the address',
      })
    }
  })

const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i
const ADDRESS = /^[0-9a-f:.]+$/i

/** A host name (RFC 1123, underscores allowed as DNS does) or an IP address without brackets. */
export const hostName = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .refine(
    (value) =>
      value.includes(':')
        ? ADDRESS.test(value)
        : value
            .replace(/\.$/, '')
            .split('.')
            .every((label) => LABEL.test(label)),
    {
      message: 'Enter a host name or an IP address, without https:// and without a path',
    },
  )

export const portNumber = z.int().min(1).max(65_535)
