import { expect, test } from 'vitest'
import { parsePingOutput } from './ping-output.js'
import { pingCommand } from './run-ping.js'

const LINUX = `PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.

--- 192.0.2.1 ping statistics ---
3 packets transmitted, 2 received, 33.3333% packet loss, time 402ms
rtt min/avg/max/mdev = 10.031/12.500/15.022/1.007 ms
`
const LINUX_DUPLICATES =
  '3 packets transmitted, 3 received, +2 duplicates, 0% packet loss, time 402ms\nrtt min/avg/max/mdev = 0.031/0.050/0.073/0.017 ms'
const LINUX_LOST = '5 packets transmitted, 0 received, +3 errors, 100% packet loss, time 4094ms\npipe 3'
const MACOS = `--- 192.0.2.1 ping statistics ---
4 packets transmitted, 4 packets received, 0.0% packet loss
round-trip min/avg/max/stddev = 0.045/0.074/0.103/0.024 ms
`
const BUSYBOX =
  '2 packets transmitted, 2 packets received, 0% packet loss\nround-trip min/avg/max = 0.082/0.101/0.121 ms'

test.each([
  ['Linux, iputils', LINUX, { sent: 3, received: 2, minMs: 10.031, averageMs: 12.5, maxMs: 15.022 }],
  ['Linux with duplicates', LINUX_DUPLICATES, { sent: 3, received: 3, minMs: 0.031, averageMs: 0.05, maxMs: 0.073 }],
  ['Linux, all lost', LINUX_LOST, { sent: 5, received: 0, minMs: null, averageMs: null, maxMs: null }],
  ['macOS', MACOS, { sent: 4, received: 4, minMs: 0.045, averageMs: 0.074, maxMs: 0.103 }],
  ['BusyBox', BUSYBOX, { sent: 2, received: 2, minMs: 0.082, averageMs: 0.101, maxMs: 0.121 }],
])('%s', (_name, output, seen) => expect(parsePingOutput(output)).toEqual(seen))

test.each(['', 'ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\n'])('“%s” is no summary', (output) =>
  expect(parsePingOutput(output)).toBeNull(),
)

test.each([
  ['linux', '192.0.2.1', 'ping -n -q -c 3 -i 0.2 -W 3 -- 192.0.2.1'],
  ['linux', '2001:db8::1', 'ping -n -q -c 3 -i 0.2 -W 3 -- 2001:db8::1'],
  ['darwin', '192.0.2.1', 'ping -n -q -c 3 -i 0.2 -W 3000 -- 192.0.2.1'],
  ['darwin', '2001:db8::1', 'ping6 -n -q -c 3 -i 0.2 -- 2001:db8::1'],
] as const)('on %s, %s: %s', (platform, address, line) => {
  const { file, args } = pingCommand(platform, { address, packets: 3, leftMs: 2500 })
  expect([file, ...args].join(' ')).toBe(line)
})
