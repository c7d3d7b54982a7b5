import type { ApiKeyScope } from '@mointering/api-contract/http/api-keys'

export const SCOPE_WORD: Record<ApiKeyScope, string> = {
  read: 'Read',
  write: 'Read and write',
  heartbeat: 'Report heartbeats',
  audit: 'Read the audit log',
}

/** What a key with the scope can do, for who makes one. */
export const SCOPE_NOTE: Record<ApiKeyScope, string> = {
  read: 'See monitors and their results. For dashboards.',
  write: 'Also add, change, run, pause and delete monitors. For deployments and Terraform-like tools.',
  heartbeat: 'Say that a job has run, and see nothing. For cron jobs on machines you trust less.',
  audit: 'Fetch who did what. For a log archive.',
}

/** The scopes without those that another of them includes. */
export const withoutImplied = (scopes: readonly ApiKeyScope[]): ApiKeyScope[] =>
  scopes.filter((scope) => scope !== 'read' || !scopes.includes('write'))
