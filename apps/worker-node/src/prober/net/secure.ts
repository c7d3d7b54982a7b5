import type { X509Certificate } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import type { CertificateSeen } from '@mointering/api-contract/pipeline/messages'
import { type CheckFailure, fail } from '../finding.js'
import { addPhase, type ProbeContext } from '../probe.js'
import { certificateSeen, nameMismatch } from './certificate.js'
import { once } from './once.js'
import type { ClientCertificate } from './secure-contexts.js'
import { explainCertificate, explainHandshake } from './tls-errors.js'
import { interrupted } from './under-deadline.js'

export type SecureOptions = {
  /** The name to ask for (SNI) and to check the certificate against. */
  host: string
  verify: boolean
  client: ClientCertificate | null
}

/**
 * A full TLS handshake over a connected socket; never a resumed session, which would not show the certificate. Notes the certificate
 * even where it is bad. Throws a CheckFailure when there is no handshake, or `verify` and a certificate that does not pass; the
 * socket is destroyed then.
 */
export function secure(context: ProbeContext, socket: Socket, options: SecureOptions): Promise<TLSSocket> {
  const { deadline, trace } = context
  const secureContext = context.secureContexts.for(options.client)
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    let seen: X509Certificate | undefined
    // Asked once: a second getPeerX509Certificate of Node 20 answers undefined.
    const peer = () => (seen ??= secured.getPeerX509Certificate())
    const secured: TLSSocket = connect({
      socket,
      secureContext,
      // We look at `authorized` ourselves: so the certificate is seen before it is rejected.
      rejectUnauthorized: false,
      checkServerIdentity: () => nameMismatch(peer(), options.host),
      ...(isIP(options.host) > 0 ? {} : { servername: options.host }),
    })
    avoidLegacyCertificate(secured)
    const end = once((finish: () => void) => {
      addPhase(trace, 'tlsMs', startedAt)
      finish()
    })
    const giveUp = (failure: CheckFailure) => {
      secured.destroy()
      socket.destroy()
      reject(failure)
    }
    secured.on('error', (error) => end(() => giveUp(explainHandshake(error, options.host))))
    secured.once('secureConnect', () =>
      end(() => {
        const certificate = peer()
        if (certificate) trace.certificate = sooner(trace.certificate, certificateSeen(certificate, secured))
        // The one place that decides: `authorized` holds Node's verdict on the chain and then ours on the name.
        if (!options.verify || secured.authorized) resolve(secured)
        else giveUp(explainCertificate(secured.authorizationError, certificate, options.host))
      }),
    )
    deadline.onInterrupt((why) => end(() => giveUp(interrupted(why, () => tooSlow(options.host, deadline.timeoutMs)))))
  })
}

const tooSlow = (host: string, timeoutMs: number) =>
  fail('tls_timeout', `Connected, but no TLS handshake with ${host} within ${timeoutMs} ms.`)

/** Of the certificates on the way (redirects), the one to worry about: that which ends first. */
function sooner(known: CertificateSeen | null, seen: CertificateSeen): CertificateSeen {
  return known && known.validTo <= seen.validTo ? known : seen
}

/**
 * Node fetches the whole chain as legacy objects to hand it to checkServerIdentity: a third of the cost of a handshake. Ours reads the
 * X509Certificate instead. Where a version of Node does not go through this method, the check is slower and as strict.
 */
function avoidLegacyCertificate(secured: TLSSocket): void {
  Object.defineProperty(secured, 'getPeerCertificate', { value: () => ({}) })
}
