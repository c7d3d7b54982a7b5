/** Ranges that a prober must not connect to, with the words that name them. Sources: IANA special-purpose registries (RFC 6890 and successors). */
export type NamedRange = readonly [cidr: string, name: string]

/** Hand out credentials to whoever asks: refused always, even where private networks are allowed. */
export const METADATA_RANGES: readonly NamedRange[] = [
  ['169.254.169.254/32', 'cloud metadata'], // AWS, Azure, Google, DigitalOcean, OpenStack, Oracle
  ['169.254.169.253/32', 'cloud metadata'], // AWS resolver
  ['169.254.170.2/32', 'cloud metadata'], // AWS ECS credentials
  ['169.254.170.23/32', 'cloud metadata'], // AWS EKS pod identity
  ['169.254.42.42/32', 'cloud metadata'], // Scaleway
  ['169.254.0.23/32', 'cloud metadata'], // Tencent
  ['100.100.100.200/32', 'cloud metadata'], // Alibaba
  ['168.63.129.16/32', 'cloud metadata'], // Azure wire server
  ['192.0.0.192/32', 'cloud metadata'], // Oracle, classic
  ['fd00:ec2::254/128', 'cloud metadata'], // AWS
  ['fd00:ec2::253/128', 'cloud metadata'],
  ['fd00:ec2::23/128', 'cloud metadata'], // AWS EKS pod identity
  ['fd20:ce::254/128', 'cloud metadata'], // Google
  ['fd00:42::42/128', 'cloud metadata'], // Scaleway
]

/** People's own networks: allowed by `allowPrivate`, or one by one. */
export const PRIVATE_RANGES: readonly NamedRange[] = [
  ['127.0.0.0/8', 'loopback'],
  ['::1/128', 'loopback'],
  ['10.0.0.0/8', 'private'],
  ['172.16.0.0/12', 'private'],
  ['192.168.0.0/16', 'private'],
  ['100.64.0.0/10', 'carrier-grade NAT'],
  ['169.254.0.0/16', 'link-local'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['fc00::/7', 'unique-local'],
]

/** Not addresses of one host on the internet: allowed only where an operator lists them. */
export const RESERVED_RANGES: readonly NamedRange[] = [
  ['0.0.0.0/8', 'this network'],
  ['192.0.0.0/24', 'protocol assignments'],
  ['192.0.2.0/24', 'documentation'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['192.88.99.0/24', '6to4 relay'],
  ['198.18.0.0/15', 'benchmarking'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'], // broadcast too
  ['::/96', 'unspecified or IPv4-compatible'],
  ['::ffff:0:0/96', 'IPv4-mapped'],
  ['::ffff:0:0:0/96', 'IPv4-translated'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'local NAT64'],
  ['100::/64', 'discard only'],
  ['2001:2::/48', 'benchmarking'],
  ['2001:10::/28', 'ORCHID'],
  ['2001:20::/28', 'ORCHID'],
  ['2001:db8::/32', 'documentation'],
  ['3fff::/20', 'documentation'],
  ['5f00::/16', 'segment routing'],
  ['ff00::/8', 'multicast'],
]
