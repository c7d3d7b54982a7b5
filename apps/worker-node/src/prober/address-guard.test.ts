import { describe, expect, test } from 'vitest'
import { createAddressGuard } from './address-guard.js'
import { METADATA_RANGES } from './address-ranges.js'
import { canonicalHost } from './net/resolve-target.js'

const strict = createAddressGuard({ allowedPrivateCidrs: [] })
const home = createAddressGuard({ allowedPrivateCidrs: [], allowPrivate: true })

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '100.128.0.1',
  '172.32.0.1',
  '192.169.0.1',
  '2606:4700::1111',
  '2a00:1450:4001::1',
]
const PRIVATE: [string, string][] = [
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.127.255.255', 'carrier-grade NAT'],
  ['169.254.1.1', 'link-local'],
  ['::1', 'loopback'],
  ['fe80::1', 'link-local'],
  ['febf::1', 'link-local'],
  ['fec0::1', 'site-local'],
  ['fc00::1', 'unique-local'],
  ['fdff::1', 'unique-local'],
]
const RESERVED: [string, string][] = [
  ['0.0.0.0', 'this network'],
  ['0.1.2.3', 'this network'],
  ['192.0.0.1', 'protocol assignments'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['192.88.99.1', '6to4 relay'],
  ['198.18.0.1', 'benchmarking'],
  ['198.19.255.255', 'benchmarking'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'reserved'],
  ['::', 'unspecified or IPv4-compatible'],
  ['::7f00:1', 'unspecified or IPv4-compatible'],
  ['::ffff:127.0.0.1', 'IPv4-mapped'],
  ['::ffff:8.8.8.8', 'IPv4-mapped'],
  ['::ffff:0:808:808', 'IPv4-translated'],
  ['64:ff9b::7f00:1', 'NAT64'],
  ['64:ff9b::808:808', 'NAT64'],
  ['64:ff9b:1::1', 'local NAT64'],
  ['100::1', 'discard only'],
  ['2001:2::1', 'benchmarking'],
  ['2001:10::1', 'ORCHID'],
  ['2001:db8::1', 'documentation'],
  ['3fff::1', 'documentation'],
  ['5f00::1', 'segment routing'],
  ['ff02::1', 'multicast'],
]
const TUNNELS: [string, string][] = [
  ['2002:7f00:1::1', 'loopback 127.0.0.1 inside IPv6'], // 6to4 of 127.0.0.1
  ['2002:a00:1::', 'private 10.0.0.1 inside IPv6'],
  ['2001:0:808:808:0:0:80ff:fffe', 'loopback 127.0.0.1 inside IPv6'], // Teredo: the client is inverted
  ['2001:0:a00:1:0:0:f7f7:f7f7', 'private 10.0.0.1 inside IPv6'], // Teredo server
  ['2a00::5efe:192.168.0.1', 'private 192.168.0.1 inside IPv6'], // ISATAP
]

describe('the strict guard, where nothing is listed', () => {
  test.each(PUBLIC)('%s may be connected to', (address) => expect(strict.refusal(address)).toBeNull())
  test.each([...PRIVATE, ...RESERVED, ...TUNNELS])('%s is refused: %s', (address, why) =>
    expect(strict.refusal(address)).toBe(why),
  )
  test.each(['2002:808:808::1', '2001:0:808:808:0:0:f7f7:f7f7'])(
    '%s tunnels to a public address and passes',
    (address) => expect(strict.refusal(address)).toBeNull(),
  )
  test.each(['', 'localhost', '0177.0.0.1', '0x7f.1', '2130706433', '127.1', 'fe80::1%eth0', '[::1]', '1.2.3.4 '])(
    '“%s” is no address in the one spelling that is compared, and is refused',
    (text) => expect(strict.refusal(text)).toBe('not an IP address'),
  )
})

describe('the guard of the embedded shape, which allows private networks', () => {
  test.each(PRIVATE)('%s may be connected to', (address) => expect(home.refusal(address)).toBeNull())
  test.each(RESERVED)('%s stays refused', (address, why) => expect(home.refusal(address)).toBe(why))
  test('a tunnel to a private address passes, one to cloud metadata does not', () => {
    expect(home.refusal('2002:a00:1::')).toBeNull()
    expect(home.refusal('2002:a9fe:a9fe::')).toBe('cloud metadata 169.254.169.254 inside IPv6')
  })
})

describe('cloud metadata', () => {
  const everything = createAddressGuard({ allowedPrivateCidrs: ['0.0.0.0/0', '::/0'], allowPrivate: true })
  test.each(METADATA_RANGES.map(([cidr]) => cidr.replace(/\/\d+$/, '')))(
    '%s is refused whatever is listed',
    (address) => {
      for (const guard of [strict, home, everything]) expect(guard.refusal(address)).toBe('cloud metadata')
    },
  )
  test.each([
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '64:ff9b:1::a9fe:a9fe',
  ])('%s, the same in IPv6, is refused whatever is listed', (address) =>
    expect(everything.refusal(address)).toContain('cloud metadata'),
  )
})

describe('PROBE_ALLOWED_PRIVATE_CIDRS', () => {
  const listed = createAddressGuard({
    allowedPrivateCidrs: ['10.1.0.0/16', 'fd12::/16', '198.18.0.1/32', '64:ff9b::/96'],
  })
  test.each(['10.1.2.3', 'fd12::1', '198.18.0.1', '64:ff9b::808:808'])('%s is in the list', (address) =>
    expect(listed.refusal(address)).toBeNull(),
  )
  test.each(['10.2.0.1', '127.0.0.1', 'fd13::1', '198.18.0.2', '64:ff9b::7f00:1'])('%s is not', (address) =>
    expect(listed.refusal(address)).not.toBeNull(),
  )
  test.each(['10.0.0.0', '10.0.0.0/33', 'home', '10.0.0.0/8,192.168.0.0/16', ''])(
    '“%s” is refused at the start',
    (cidr) => expect(() => createAddressGuard({ allowedPrivateCidrs: [cidr] })).toThrow('is not a CIDR range'),
  )
})

test.each([
  ['0177.0.0.1', '127.0.0.1'],
  ['0x7f.1', '127.0.0.1'],
  ['2130706433', '127.0.0.1'],
  ['127.1', '127.0.0.1'],
  ['0', '0.0.0.0'],
  ['0x', '0.0.0.0'],
  ['LOCALHOST', 'localhost'],
  ['::1', '::1'],
  ['１２７.0.0.1', '127.0.0.1'], // full-width digits
  ['example.org.', 'example.org.'],
])('the host %s is seen as %s, as in a URL', (host, canonical) => expect(canonicalHost(host)).toBe(canonical))

test.each(['256.1.1.1', '1.2.3.4.5', 'a b', 'exa%mple', 'fe80::1%eth0'])('%s is no host at all', (host) =>
  expect(() => canonicalHost(host)).toThrow('neither a host name nor an IP address'),
)
