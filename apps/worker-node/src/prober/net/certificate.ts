import type { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { CertificateSeen } from '@mointering/api-contract/pipeline/messages'

const DAY_MS = 86_400_000
const MAX_KEPT = 10_000
/** What we read of a certificate, by fingerprint: the same one is seen again at every check, and reading it costs more than looking it up. */
const kept = new Map<string, Omit<CertificateSeen, 'protocol'>>()

/** What is recorded of the certificate that the peer showed. */
export const certificateSeen = (certificate: X509Certificate, socket: TLSSocket): CertificateSeen => ({
  ...read(certificate),
  protocol: socket.getProtocol(),
})

/** An error when the peer's certificate does not name this host (RFC 9525), undefined when it does. */
export function nameMismatch(certificate: X509Certificate | undefined, host: string): Error | undefined {
  const name = host.replace(/\.$/, '')
  const found = isIP(name) > 0 ? certificate?.checkIP(name) : certificate?.checkHost(name, { partialWildcards: false })
  if (found !== undefined) return undefined
  return Object.assign(new Error(`The certificate does not name ${host}`), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
}

/** Whole days until the certificate ends; negative when it has ended. */
export const daysLeft = (certificate: Pick<CertificateSeen, 'validTo'>, nowMs: number): number =>
  Math.floor((certificate.validTo - nowMs) / DAY_MS)

function read(certificate: X509Certificate): Omit<CertificateSeen, 'protocol'> {
  const { fingerprint256 } = certificate
  const known = kept.get(fingerprint256)
  if (known) return known
  const seen = {
    subject: certificate.subject.replaceAll('\n', ', '),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    validFrom: Math.max(0, Date.parse(certificate.validFrom)),
    validTo: Math.max(0, Date.parse(certificate.validTo)),
    fingerprint256,
  }
  if (kept.size >= MAX_KEPT) kept.clear()
  kept.set(fingerprint256, seen)
  return seen
}
