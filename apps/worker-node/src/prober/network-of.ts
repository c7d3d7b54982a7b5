import ipaddr from 'ipaddr.js'

/**
 * The network that an address belongs to, as far as it tells whether two targets are unrelated: the /16 of IPv4 and the /32 of IPv6, about what one
 * operator holds. Anything else is a network of its own.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4'
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/16`)}/16`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/32`)}/32`
}
