import { expect, test } from 'vitest'
import { heartbeatCommand } from './heartbeat-command'

test('the address is one quoted word', () => {
  expect(heartbeatCommand('https://a.example/api/heartbeats/t', 'up')).toBe(
    "curl -fsS -m 10 --retry 3 -o /dev/null 'https://a.example/api/heartbeats/t'",
  )
  expect(heartbeatCommand("https://a.example/'$(id)", 'down')).toBe(
    "curl -fsS -m 10 --retry 3 -o /dev/null 'https://a.example/'\\''$(id)?status=down'",
  )
})
