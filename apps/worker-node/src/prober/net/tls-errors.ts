import type { X509Certificate } from 'node:crypto'
import { type CheckFailure, fail } from '../finding.js'
import { daysLeft } from './certificate.js'
import { describe, errorCode, explainSocketError } from './network-errors.js'

/** Why a handshake broke off. OpenSSL's codes: https://docs.openssl.org/3.0/man1/openssl-errstr/, as Node spells them. */
export function explainHandshake(error: unknown, host: string): CheckFailure {
  const code = errorCode(error)
  const reason = describe(error)
  if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|WRONG_SSL_VERSION|VERSION_TOO_LOW/.test(code)) {
    return fail('tls_protocol_too_old', `${host} offers no TLS version of ours (TLS 1.2 or newer).`, reason)
  }
  if (/CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_NO_CERTIFICATE/.test(code)) {
    return fail(
      'tls_client_certificate_refused',
      `${host} did not accept our client certificate, or our lack of one.`,
      reason,
    )
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code)) {
    return fail('tls_handshake_failed', `${host} does not speak TLS on that port.`, reason)
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return fail('tls_handshake_failed', `${host} broke the connection off during the TLS handshake.`, reason)
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return fail('tls_handshake_failed', `The TLS handshake with ${host} failed: ${readable(code, reason)}.`, reason)
  }
  return explainSocketError(error, host)
}

/** Why a certificate is not accepted. Codes: X509_verify_cert_error_string(3), as Node spells them. */
export function explainCertificate(
  error: unknown,
  certificate: X509Certificate | undefined,
  host: string,
): CheckFailure {
  const code = error instanceof Error ? errorCode(error) || error.message : String(error)
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return fail('certificate_expired', expiredSentence(certificate?.validTo, host), code)
    case 'CERT_NOT_YET_VALID':
      return fail(
        'certificate_not_yet_valid',
        `The certificate of ${host} is valid only from ${certificate?.validFrom}.`,
        code,
      )
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return fail('certificate_self_signed', `The certificate of ${host} is self-signed.`, code)
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_UNTRUSTED':
      return fail(
        'certificate_untrusted',
        `The certificate of ${host} does not lead to an authority that we trust (${code}).`,
        code,
      )
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return fail('certificate_wrong_host', `The certificate is not for ${host} but for ${namesOf(certificate)}.`, code)
    case 'CERT_REVOKED':
      return fail('certificate_revoked', `The certificate of ${host} is revoked.`, code)
    default:
      return fail('certificate_invalid', `The certificate of ${host} was rejected: ${code}.`, code)
  }
}

function expiredSentence(validTo: string | undefined, host: string): string {
  if (validTo === undefined) return `The certificate of ${host} has expired.`
  const ended = Date.parse(validTo)
  const days = -daysLeft({ validTo: ended }, Date.now()) - 1
  return `The certificate of ${host} expired on ${new Date(ended).toISOString().slice(0, 10)}, ${days} ${days === 1 ? 'day' : 'days'} ago.`
}

const namesOf = (certificate: { subjectAltName?: string | undefined; subject: string } | undefined): string =>
  (certificate?.subjectAltName ?? certificate?.subject.replaceAll('\n', ', ') ?? 'nobody').slice(0, 200)

const readable = (code: string, reason: string): string =>
  code.startsWith('ERR_SSL_') ? code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' ') : reason.slice(0, 100)
