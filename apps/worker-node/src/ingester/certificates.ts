import type { CertificateSeen, CheckResult } from '@mointering/api-contract/pipeline/messages'
import type { StoredState } from '@mointering/db/pipeline/monitor-states'

/**
 * The stored state with the certificate that was seen last, or the same state when there is nothing new. Regions, and the servers behind one name, may show different
 * certificates: of those in one batch the one that expires first is kept, and one that is stored is replaced only by another one.
 */
export function withCertificate(state: StoredState, results: readonly CheckResult[]): StoredState {
  const seen = results
    .map(({ certificate }) => certificate)
    .filter((certificate): certificate is CertificateSeen => certificate !== null)
    .toSorted((a, b) => a.validTo - b.validTo)[0]
  if (!seen || seen.fingerprint256 === state.certificate?.fingerprint256) return state
  return { ...state, certificate: seen, certificateExpiresAtMs: seen.validTo }
}
