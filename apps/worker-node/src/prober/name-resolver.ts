import { Resolver, lookup as systemLookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { IP_FAMILIES } from '@mointering/api-contract/monitors/monitor-kinds'
import { fail } from './finding.js'
import { type HostsFile, readHostsFile } from './hosts-file.js'

export type IpFamily = (typeof IP_FAMILIES)[number]

export type NameResolver = {
  /**
   * The addresses of a host, all of one family: `any` is IPv4, and IPv6 where there is no IPv4. An IP address resolves to itself.
   * Throws a CheckFailure: NXDOMAIN and no records are the target's fault, everything else of the resolver is ours.
   */
  resolve(host: string, family: IpFamily): Promise<readonly string[]>
  /** The DNS servers that it asks, the first one first. */
  servers(): readonly DnsServer[]
}

export type DnsServer = { address: string; port: number }

export type NameResolverOptions = {
  /** Resolvers to ask, `address:port`; left out, those of the system. */
  servers?: readonly string[]
  /** Path of the hosts file; left out, that of the system. */
  hostsPath?: string
}

/**
 * Resolves with c-ares, not with getaddrinfo: c-ares tells NXDOMAIN from SERVFAIL, from a timeout and from an unreachable resolver (getaddrinfo
 * gives ENOTFOUND or EAI_AGAIN for all), and a slow name blocks no thread of the pool. What only the system knows is added: the hosts file,
 * and for names without a dot and under `.local` getaddrinfo itself (search domains, multicast DNS).
 * Questions for the same name that run at the same time share one answer; nothing is kept afterwards.
 */
export function createNameResolver({ servers, hostsPath }: NameResolverOptions = {}): NameResolver {
  // Three tries of 2 s and more: one lost UDP packet must not be an outage. The deadline of the check ends all of it.
  const cares = new Resolver({ timeout: 2000, tries: 3 })
  if (servers) cares.setServers(servers)
  const hosts: HostsFile = readHostsFile(hostsPath)
  const inFlight = new Map<string, Promise<readonly string[]>>()

  async function ask(host: string, family: 4 | 6): Promise<readonly string[]> {
    try {
      if (!servers && isSystemName(host)) return (await systemLookup(host, { family, all: true })).map((a) => a.address)
      return family === 4 ? await cares.resolve4(host) : await cares.resolve6(host)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (code === 'ENODATA') return []
      throw explainResolverError(code, host)
    }
  }

  async function find(host: string, family: IpFamily): Promise<readonly string[]> {
    const known = await hosts.addressesOf(host)
    for (const version of family === 'any' ? ([4, 6] as const) : ([family === 'ipv4' ? 4 : 6] as const)) {
      const listed = known.filter((address) => isIP(address) === version)
      const found = known.length > 0 ? listed : await ask(host, version)
      if (found.length > 0) return found
    }
    const wanted = family === 'any' ? 'neither an IPv4 nor an IPv6' : family === 'ipv4' ? 'no IPv4' : 'no IPv6'
    throw fail('dns_no_address', `${host} has ${wanted} address.`)
  }

  return {
    resolve(host, family) {
      const key = `${family} ${host}`
      const running = inFlight.get(key)
      if (running) return running
      const started = find(host, family).finally(() => inFlight.delete(key))
      inFlight.set(key, started)
      return started
    },
    servers: () => cares.getServers().map(parseServer),
  }
}

/** Node writes `1.2.3.4`, `1.2.3.4:5353`, `::1` and `[::1]:5353`. */
function parseServer(text: string): DnsServer {
  const withPort = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(text)
  return withPort
    ? { address: withPort[1] ?? withPort[2] ?? '', port: Number(withPort[3]) }
    : { address: text, port: 53 }
}

const isSystemName = (host: string) => !host.replace(/\.$/, '').includes('.') || /\.local\.?$/i.test(host)

function explainResolverError(code: string, host: string) {
  switch (code) {
    case 'ENOTFOUND':
      return fail('dns_not_found', `The name ${host} does not exist (NXDOMAIN).`)
    case 'EBADNAME':
      return fail('dns_not_found', `${host} is not a name that DNS can hold.`)
    case 'ESERVFAIL':
      return fail('dns_server_failure', `Our resolver answered SERVFAIL for ${host}.`)
    case 'ETIMEOUT':
      return fail('dns_timeout', `Our resolver did not answer for ${host}.`)
    case 'ECONNREFUSED':
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return fail('resolver_unreachable', `Our resolver was not reachable (${code}) when asked for ${host}.`)
    default:
      return fail('dns_server_failure', `Our resolver failed for ${host}: ${code || 'unknown error'}.`)
  }
}
