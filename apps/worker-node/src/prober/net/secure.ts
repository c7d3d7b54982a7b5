import type { X509Certificate } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import type { CertificateSeen } from '@mointering/api-contract/pipeline/messages'
import { type CheckFailure, fail } from '../finding.js'
import { addPhase, type ProbeContext } from '../probe.js'
import { certificateSeen, nameMismatch } from './certificate.js'
import { connected, endpoint } from './connect.js'
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
 * A full TLS handshake over a connected socket, such as a tunnel; never a resumed session, which would not show the certificate. Notes
 * the certificate even where it is bad. Throws a CheckFailure when there is no handshake, or `verify` and a certificate that does
 * not pass; the socket is destroyed then.
 */
export const secure = (context: ProbeContext, socket: Socket, options: SecureOptions): Promise<TLSSocket> =>
  handshake(context, createSecured(context, { socket }, options), options)

/** The same with a connection of its own to a checked address: one socket object less, and cheaper for it. */
export async function connectSecure(
  context: ProbeContext,
  { address, port }: { address: string; port: number },
  options: SecureOptions,
): Promise<TLSSocket> {
  const created = createSecured(context, endpoint(address, port), options)
  await connected(context, created.secured, `${address} port ${port}`)
  return handshake(context, created, options)
}

type Created = { secured: TLSSocket; certificate: () => X509Certificate | undefined }

function createSecured(context: ProbeContext, transport: ConnectionOptions, { host, client }: SecureOptions): Created {
  let seen: X509Certificate | undefined
  // Asked once: a second getPeerX509Certificate of Node 20 answers undefined.
  const certificate = () => {
    seen ??= secured.getPeerX509Certificate()
    return seen
  }
  const secured: TLSSocket = connect({
    ...transport,
    secureContext: context.secureContexts.for(client),
    // We look at `authorized` ourselves: so the certificate is seen before it is rejected.
    rejectUnauthorized: false,
    checkServerIdentity: () => nameMismatch(certificate(), host),
    ...(isIP(host) > 0 ? {} : { servername: host }),
  })
  avoidLegacyCertificate(secured)
  return { secured, certificate }
}

function handshake(
  context: ProbeContext,
  { secured, certificate }: Created,
  options: SecureOptions,
): Promise<TLSSocket> {
  const { deadline, trace } = context
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const end = once((finish: () => void) => {
      addPhase(trace, 'tlsMs', startedAt)
      finish()
    })
    const giveUp = (failure: CheckFailure) => {
      secured.destroy() // and the socket below it
      reject(failure)
    }
    secured.on('error', (error) => end(() => giveUp(explainHandshake(error, options.host))))
    secured.once('secureConnect', () =>
      end(() => {
        const shown = certificate()
        if (shown) trace.certificate = sooner(trace.certificate, certificateSeen(shown, secured))
        // The one place that decides: `authorized` holds Node's verdict on the chain and then ours on the name.
        if (!options.verify || secured.authorized) resolve(secured)
        else giveUp(explainCertificate(secured.authorizationError, shown, options.host))
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
