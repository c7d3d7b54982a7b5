import ipaddr from 'ipaddr.js'

/**
 * The IPv4 addresses that an IPv6 address stands for or tunnels to: mapped and compatible (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056),
 * Teredo's server and client (RFC 4380) and ISATAP (RFC 5214). Empty for a plain IPv6 address.
 */
export function embeddedIpv4(address: string): string[] {
  const bytes = ipaddr.IPv6.parse(address).toByteArray()
  const at = (offset: number, mask = 0) =>
    bytes
      .slice(offset, offset + 4)
      .map((byte) => byte ^ mask)
      .join('.')
  const startsWith = (...prefix: number[]) => prefix.every((byte, i) => bytes[i] === byte)
  const zeros = (from: number, to: number) => bytes.slice(from, to).every((byte) => byte === 0)

  if (zeros(0, 15) && (bytes[15] ?? 0) <= 1) return [] // unspecified and loopback are IPv6's own
  if (zeros(0, 8) && (zeros(8, 12) || (bytes[10] === 0xff && bytes[11] === 0xff) || bytes[8] === 0xff)) return [at(12)]
  if (startsWith(0x00, 0x64, 0xff, 0x9b)) return [at(12)]
  if (startsWith(0x20, 0x02)) return [at(2)]
  if (startsWith(0x20, 0x01, 0x00, 0x00)) return [at(4), at(12, 0xff)]
  if ((bytes[8] === 0 || bytes[8] === 2) && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe) return [at(12)]
  return []
}
