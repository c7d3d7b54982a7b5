import { API_KEY_SCOPES, type ApiKey } from '@mointering/api-contract/http/api-keys'

/** The columns that may be shown: never the hash. */
export const SHOWN = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  createdBy: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  lastUsedAddress: true,
} as const

type Row = Omit<ApiKey, 'scopes' | 'createdAt' | 'expiresAt' | 'lastUsedAt'> & {
  scopes: string[]
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}

export const presentApiKey = (row: Row): ApiKey => ({
  ...row,
  scopes: API_KEY_SCOPES.filter((scope) => row.scopes.includes(scope)),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})
