import { hkdfSync } from 'node:crypto'

/** One key for each purpose, derived from the installation's secret (HKDF-SHA256, RFC 5869): none says anything about another. */
export type AuthKeys = { accessToken: Uint8Array; csrf: Uint8Array; device: Uint8Array }

export function deriveAuthKeys(encryptionKey: Uint8Array): AuthKeys {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', encryptionKey, '', `mointering ${purpose} v1`, 32))
  return { accessToken: derive('access token'), csrf: derive('csrf token'), device: derive('known device') }
}
