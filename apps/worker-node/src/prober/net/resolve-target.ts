import { isIP } from 'node:net'
import { fail } from '../finding.js'
import type { IpFamily } from '../name-resolver.js'
import { addPhase, type ProbeContext } from '../probe.js'
import { underDeadline } from './under-deadline.js'

/**
 * The one address to connect to. Refused when any address of the name is forbidden: a name with public and private addresses is a
 * misconfiguration or an attack by DNS rebinding. One address, no second try: a prober must not be forgiving. Throws a CheckFailure.
 */
export async function resolveTarget(context: ProbeContext, host: string, family: IpFamily): Promise<string> {
  const addresses = isIP(host) > 0 ? [literal(host, family)] : await resolveName(context, host, family)
  for (const address of addresses) assertAllowed(context, host, address)
  const [first] = addresses
  if (first === undefined) throw fail('dns_no_address', `${host} has no address.`)
  context.trace.remoteAddress = first
  // Of a literal address there is nothing to find out.
  if (isIP(host) === 0) context.trace.addresses = addresses
  return first
}

/** Throws a CheckFailure when the guard forbids an address. */
export function assertAllowed({ guard }: ProbeContext, host: string, address: string): void {
  const refusal = guard.refusal(address)
  if (refusal === null) return
  const subject = host === address ? address : `${host} (${address})`
  throw fail('address_refused', `We do not connect to ${subject}: ${refusal}.`)
}

/**
 * A host in the form that URLs have, so that `0x7f.1`, `2130706433` and `[::1]` are seen as the addresses that they are
 * (WHATWG URL, host parsing). Throws a CheckFailure when it is none.
 */
export function canonicalHost(host: string): string {
  if (isIP(host) === 6 && !host.includes('%')) return host
  const url = `http://${host}/`
  if (!URL.canParse(url)) throw fail('invalid_target', `${host} is neither a host name nor an IP address.`)
  return bareHost(new URL(url).hostname)
}

/** The hostname of a URL without the brackets of an IPv6 address. */
export const bareHost = (hostname: string): string => (hostname.startsWith('[') ? hostname.slice(1, -1) : hostname)

function literal(host: string, family: IpFamily): string {
  const wanted = { any: isIP(host), ipv4: 4, ipv6: 6 }[family]
  if (isIP(host) === wanted) return host
  throw fail(
    'dns_no_address',
    `${host} is not an ${family === 'ipv4' ? 'IPv4' : 'IPv6'} address, and the monitor asks for one.`,
  )
}

async function resolveName(context: ProbeContext, host: string, family: IpFamily): Promise<readonly string[]> {
  const startedAt = performance.now()
  try {
    return await underDeadline(context, context.resolver.resolve(host, family), () =>
      fail('dns_timeout', `Our resolver did not answer for ${host} within ${context.deadline.timeoutMs} ms.`),
    )
  } finally {
    addPhase(context.trace, 'dnsMs', startedAt)
  }
}
