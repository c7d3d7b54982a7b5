import { expect, test } from 'vitest'
import { hostName, httpUrl, portNumber } from './targets.js'

const firstMessage = (parsed: ReturnType<typeof httpUrl.safeParse>) => parsed.error?.issues[0]?.message

test.each([
  'https://example.org',
  'http://example.org:8080/path?query=1#part',
  'HTTPS://EXAMPLE.ORG/',
  'http://localhost:3000',
  'http://192.0.2.7/',
  'http://[2001:db8::1]:8443/health',
  'https://пример.рф/страница',
  'https://under_score.example.org/',
  '  https://example.org/  ',
])('the address %s is taken', (url) => expect(httpUrl.parse(url)).toBe(url.trim()))

test.each([
  '',
  'example.org',
  '/health',
  'https://',
  'https:example.org',
  'https:///example.org',
  'ftp://example.org/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://exa mple.org/',
  'https://exa\nmple.org/',
  'https://example.org/a\r\nHost: other',
  'https://example..org/',
  'https://-example.org/',
  'https://999.1.1.1/',
  'https://[2001:db8::zz]/',
  `https://example.org/${'a'.repeat(2000)}`,
])('the address %j is refused', (url) => expect(httpUrl.safeParse(url).success).toBe(false))

test.each(['https://ada:secret@example.org/', 'https://ada@example.org/', 'https://:secret@example.org/'])(
  'credentials in %s are refused, with the place where they belong and without repeating them',
  (url) => {
    const message = firstMessage(httpUrl.safeParse(url))
    expect(message).toBe('Put the user name and password under authentication, not into the address')
  },
)

test.each([
  ['example.org', 'example.org'],
  ['example.org.', 'example.org.'],
  ['localhost', 'localhost'],
  ['_dmarc.example.org', '_dmarc.example.org'],
  ['xn--e1afmkfd.xn--p1ai', 'xn--e1afmkfd.xn--p1ai'],
  ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ['7.example', '7.example'],
  ['192.0.2.7', '192.0.2.7'],
  ['::1', '::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  [' example.org ', 'example.org'],
])('the host %j is taken as %s', (given, taken) => expect(hostName.parse(given)).toBe(taken))

test.each([
  '',
  '.',
  'a..b',
  '-a.example',
  'a-.example',
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(130)}example`,
  'https://example.org',
  'example.org/path',
  'example.org:443',
  'exa mple.org',
  'пример/рф',
  '[::1]',
  ':::',
  '::::::',
  'fe80::1%eth0',
  '1.2.3',
  '999.1.1.1',
  '192.0.2.07.1',
  '127.1',
  '0x7f000001',
  '2130706433',
])('the host %j is refused', (given) => expect(hostName.safeParse(given).success).toBe(false))

test.each([0, -1, 65_536, 1.5, '80'])('the port %j is refused', (port) =>
  expect(portNumber.safeParse(port).success).toBe(false),
)
