import { expect, it } from 'vitest'
import { deviceOf } from './device.js'

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    'Chrome on Windows',
  ],
  ['curl/8.1', 'curl'],
  ['node', 'node'],
  ['Go-http-client/1.1', 'Go-http-client'],
  ['', 'Unknown device'],
  [null, 'Unknown device'],
  ['<script>alert(1)</script>', 'Unknown device'],
  ['=cmd|calc', 'Unknown device'],
  // Texts of an attacker, which would stand in the mail that warns of them, and in the audit log.
  ['Your account is locked, visit https://evil.example/unlock/1 x', 'Your'],
  ['Visit https://evil.example/now/1.0 (Windows NT 10.0)', 'Visit on Windows'],
  ['evil.example/login (Windows NT 10.0)', 'Unknown device on Windows'],
  ['curl\u009b31m/1.0 x', 'Unknown device'],
])('%s is %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device)
})

it('takes no time over what was made to take long', () => {
  const startedAt = performance.now()
  for (const part of ['(', 'a', ' ', '/', 'Version/', 'Mozilla/5.0 (', '1.']) {
    deviceOf(part.repeat(300).slice(0, 300))
  }
  expect(performance.now() - startedAt).toBeLessThan(500)
})
