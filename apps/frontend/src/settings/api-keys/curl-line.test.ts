import type { ApiKeyScope } from '@mointering/api-contract/http/api-keys'
import { expect, test } from 'vitest'
import { curlLine } from './curl-line'

test.each<[ApiKeyScope[], string]>([
  [['read'], 'curl -H "Authorization: Bearer key" https://m.example/api/v1/workspaces/w/monitors'],
  [['heartbeat', 'write'], 'curl -H "Authorization: Bearer key" https://m.example/api/v1/workspaces/w/monitors'],
  [['audit', 'heartbeat'], 'curl -H "Authorization: Bearer key" https://m.example/api/v1/workspaces/w/audit-log'],
  [
    ['heartbeat'],
    'curl -X POST -H "Authorization: Bearer key" https://m.example/api/v1/workspaces/w/monitors/MONITOR_ID/heartbeat',
  ],
])('%j', (scopes, line) => expect(curlLine('https://m.example', 'w', 'key', scopes)).toBe(line))
