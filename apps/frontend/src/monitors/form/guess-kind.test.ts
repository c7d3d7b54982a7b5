import { expect, test } from 'vitest'
import { guessKind } from './guess-kind'

test.each([
  ['https://example.org/health', 'http', 'https://example.org/health'],
  [' example.org ', 'http', 'https://example.org'],
  ['example.org/path?a=1', 'http', 'https://example.org/path?a=1'],
  ['localhost:3000', 'http', 'http://localhost:3000'],
  ['example.org:8443/x', 'http', 'https://example.org:8443/x'],
  ['db.example.org:5432', 'tcp', 'db.example.org:5432'],
  ['[2001:db8::1]:22', 'tcp', '[2001:db8::1]:22'],
  ['tcp://example.org:443', 'tcp', 'example.org:443'],
  ['192.0.2.7', 'ping', '192.0.2.7'],
  ['2001:db8::1', 'ping', '2001:db8::1'],
  ['router', 'ping', 'router'],
  ['ping://example.org', 'ping', 'example.org'],
  ['dns://example.org', 'dns', 'example.org'],
  ['tls://example.org:993/', 'tls', 'example.org:993'],
  ['not an address', 'http', 'not an address'],
  ['heartbeat', 'heartbeat', ''],
  ['0 3 * * 1-5', 'heartbeat', '0 3 * * 1-5'],
  ['@daily', 'heartbeat', '@daily'],
])('%j is %s %s', (input, kind, target) => expect(guessKind(input)).toEqual({ kind, target }))

test('nothing typed is nothing guessed', () => expect(guessKind('  ')).toBeNull())
