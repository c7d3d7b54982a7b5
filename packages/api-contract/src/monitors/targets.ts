import ipaddr from 'ipaddr.js'
import { z } from 'zod'

const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i
/** A name that ends in a number is an address or a mistake, never a host name (WHATWG URL 3.5, "ends in a number"). */
const ENDS_IN_NUMBER = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$/i
const ASCII = /^[\x21-\x7e]*$/

/** A host name (RFC 1123, underscores allowed as DNS does), written in ASCII or not, or an IP address without brackets. Gives back the ASCII form. */
export const hostName = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .overwrite(toAscii)
  .refine(isHost, { message: 'Enter a host name or an IP address, without https:// and without a path' })

/** An absolute http(s) URL. Credentials in it are refused: they would end up in lists and logs. */
export const httpUrl = z
  .string()
  .trim()
  .max(2000)
  .superRefine((value, ctx) => {
    const url = parseHttpUrl(value)
    if (!url) {
      ctx.addIssue({ code: 'custom', message: 'Enter a full address, for example https://example.org/health' })
    } else if (url.username || url.password) {
      ctx.addIssue({
        code: 'custom',
        message: 'Put the user name and password under authentication, not into the address',
      })
    }
  })

export const portNumber = z.int().min(1).max(65_535)

// The URL parser is forgiving: it drops line breaks and takes `https:example.org`. What a person reads in a list must be what is checked.
function parseHttpUrl(value: string): URL | null {
  if (!/^https?:\/\/[^/\\\p{Cc}\s][^\p{Cc}\s]*$/iu.test(value) || !URL.canParse(value)) return null
  const url = new URL(value)
  return isHost(url.hostname.replace(/^\[|\]$/g, '')) ? url : null
}

function isHost(value: string): boolean {
  if (value.includes(':')) return ipaddr.IPv6.isValid(value) && !value.includes('%')
  if (ENDS_IN_NUMBER.test(value)) return ipaddr.IPv4.isValidFourPartDecimal(value)
  return value
    .replace(/\.$/, '')
    .split('.')
    .every((label) => LABEL.test(label))
}

/** The name as DNS knows it (UTS 46, by the URL parser); what is no host name comes back as it is. */
function toAscii(value: string): string {
  if (ASCII.test(value) || /[/\\?#@:\s]/.test(value)) return value
  return URL.canParse(`http://${value}`) ? new URL(`http://${value}`).hostname : value
}
