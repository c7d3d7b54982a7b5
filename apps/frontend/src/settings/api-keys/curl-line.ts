import type { ApiKeyScope } from '@mointering/api-contract/http/api-keys'

/** A first call that the key's scopes allow, ready for a shell. The secret holds no character that a shell would read. */
export function curlLine(origin: string, workspaceId: string, secret: string, scopes: readonly ApiKeyScope[]): string {
  const workspace = `${origin}/api/v1/workspaces/${workspaceId}`
  const auth = `-H "Authorization: Bearer ${secret}"`
  if (scopes.includes('read') || scopes.includes('write')) return `curl ${auth} ${workspace}/monitors`
  if (scopes.includes('audit')) return `curl ${auth} ${workspace}/audit-log`
  return `curl -X POST ${auth} ${workspace}/monitors/MONITOR_ID/heartbeat`
}
