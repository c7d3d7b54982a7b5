import { BlockList, isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { METADATA_RANGES, type NamedRange, PRIVATE_RANGES, RESERVED_RANGES } from './address-ranges.js'
import { embeddedIpv4 } from './embedded-ipv4.js'

const MAX_KEPT = 10_000

export type AddressGuard = {
  /** Why this address must not be connected to, in a few words ("loopback"), or null when it may be. Anything that is no IP address is refused. */
  refusal(address: string): string | null
}

export type AddressGuardOptions = {
  /** CIDR ranges that are allowed although private or reserved, for example `10.1.0.0/16`. Cloud metadata stays refused. */
  allowedPrivateCidrs: readonly string[]
  /** Allow loopback, private, link-local, unique-local and carrier-grade NAT addresses: the embedded shape, where people watch their own network. */
  allowPrivate?: boolean
}

/**
 * Decides which addresses a prober may connect to. An IPv6 address that carries an IPv4 address (NAT64, 6to4, Teredo ...) must pass
 * with both. Throws a RangeError that names the CIDR when one is not valid.
 */
export function createAddressGuard({ allowedPrivateCidrs, allowPrivate = false }: AddressGuardOptions): AddressGuard {
  const metadata = rangeList(METADATA_RANGES)
  const refused = rangeList([...PRIVATE_RANGES, ...RESERVED_RANGES])
  const listed = allowedPrivateCidrs.map((cidr): NamedRange => [cidr, 'allowed'])
  const allowed = rangeList(allowPrivate ? [...PRIVATE_RANGES, ...listed] : listed)

  function refusalOfOne(address: string, family: 'ipv4' | 'ipv6'): string | null {
    if (metadata[family].check(address, family)) return 'cloud metadata'
    if (!refused[family].check(address, family) || allowed[family].check(address, family)) return null
    return nameOf(address)
  }

  function judge(address: string): string | null {
    const version = isIP(address)
    // A zone id picks one of our own interfaces: never a public target.
    if (version === 0 || address.includes('%')) return 'not an IP address'
    if (version === 4) return refusalOfOne(address, 'ipv4')
    const whole = refusalOfOne(address, 'ipv6')
    if (whole) return whole
    for (const inner of embeddedIpv4(address)) {
      const refusal = refusalOfOne(inner, 'ipv4')
      if (refusal) return `${refusal} ${inner} inside IPv6`
    }
    return null
  }

  // The same addresses come again and again, and asking three lists costs a tenth of an http check.
  const judged = new Map<string, string | null>()
  return {
    refusal(address) {
      const known = judged.get(address)
      if (known !== undefined) return known
      if (judged.size >= MAX_KEPT) judged.clear()
      const refusal = judge(address)
      judged.set(address, refusal)
      return refusal
    },
  }
}

/** One list a family: a BlockList compares across families, so `::ffff:0:0/96` would match every IPv4 address. */
function rangeList(ranges: readonly NamedRange[]): Record<'ipv4' | 'ipv6', BlockList> {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const [cidr] of ranges) {
    if (!ipaddr.isValidCIDR(cidr)) throw new RangeError(`${cidr} is not a CIDR range such as 10.0.0.0/8 or fd00::/8`)
    const [network, bits] = ipaddr.parseCIDR(cidr)
    lists[network.kind()].addSubnet(network.toString(), bits, network.kind())
  }
  return lists
}

function nameOf(address: string): string {
  const parsed = ipaddr.parse(address)
  const found = [...PRIVATE_RANGES, ...RESERVED_RANGES].find(([cidr]) => {
    const [network, bits] = ipaddr.parseCIDR(cidr)
    return network.kind() === parsed.kind() && parsed.match(network, bits)
  })
  return found?.[1] ?? 'reserved'
}
