import { expect, test } from 'vitest'
import { type CheckOptions, parseTarget } from './parse-target.js'

const plain: CheckOptions = { headers: [], followRedirects: true, verifyTls: true, ipFamily: 'any' }

test.each([
  ['https://example.org/a?b', { kind: 'http', url: 'https://example.org/a?b' }],
  ['example.org', { kind: 'http', url: 'https://example.org' }],
  ['example.org/health', { kind: 'http', url: 'https://example.org/health' }],
  ['example.org:8443/health', { kind: 'http', url: 'https://example.org:8443/health' }],
  ['db.example.org:5432', { kind: 'tcp', host: 'db.example.org', port: 5432 }],
  ['tcp://10.0.0.1:22', { kind: 'tcp', host: '10.0.0.1', port: 22 }],
  ['[::1]:6379', { kind: 'tcp', host: '::1', port: 6379 }],
  ['ping://example.org', { kind: 'ping', host: 'example.org' }],
  ['dns://example.org', { kind: 'dns', host: 'example.org', recordType: 'A' }],
  ['tls://example.org', { kind: 'tls', host: 'example.org', port: 443 }],
  ['tls://example.org:8443', { kind: 'tls', host: 'example.org', port: 8443 }],
])('%s', (target, expected) =>
  expect(parseTarget(target, plain)).toEqual({ ok: true, settings: expect.objectContaining(expected) }),
)

test('options go into the settings', () => {
  const options = {
    ...plain,
    method: 'post',
    headers: ['Accept: text/html', 'X-Empty:'],
    body: '{}',
    verifyTls: false,
    ipFamily: 'ipv4',
  } as const
  expect(parseTarget('https://example.org', options)).toMatchObject({
    settings: {
      method: 'POST',
      headers: [
        { name: 'Accept', value: 'text/html' },
        { name: 'X-Empty', value: '' },
      ],
      body: '{}',
      verifyTls: false,
      ipFamily: 'ipv4',
    },
  })
})

test.each([
  ['ftp://example.org', {}, /full address/],
  ['http://user:secret@example.org', {}, /authentication/],
  ['tcp://example.org', {}, /port/],
  ['https://example.org', { headers: ['Accept'] }, /no colon in "Accept"/],
  ['https://example.org', { method: 'brew' }, /method/],
])('%s %j is refused with a reason', (target, options, reason) => {
  const parsed = parseTarget(target, { ...plain, ...options })
  expect(parsed.ok ? '' : parsed.problems.join()).toMatch(reason)
})
