import type { TlsSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { degraded, type Finding, failure } from '../finding.js'
import { daysLeft } from '../net/certificate.js'
import { canonicalHost, resolveTarget } from '../net/resolve-target.js'
import { connectSecure } from '../net/secure.js'
import type { Probe, Trace } from '../probe.js'

/** One handshake: up when chain, host name, protocol and days to expiry are as the monitor wants them. */
export const probeTls: Probe<TlsSettings> = async (settings, context) => {
  const host = canonicalHost(settings.host)
  const name = settings.serverName ? canonicalHost(settings.serverName) : host
  const address = await resolveTarget(context, host, settings.ipFamily)
  const target = { address, port: settings.port }
  const secured = await connectSecure(context, target, { host: name, verify: true, client: null })
  // Not destroyed at once: a server that never sees the end of the handshake logs an error.
  secured.end(() => secured.destroy())
  return judge(settings, context.trace)
}

function judge({ minProtocol, minDaysLeft, warnDaysLeft }: TlsSettings, { certificate }: Trace): Finding | null {
  if (!certificate) return failure('certificate_invalid', 'The server showed no certificate.')
  if (minProtocol === 'TLSv1.3' && certificate.protocol !== 'TLSv1.3') {
    return failure('tls_protocol_too_old', `The server speaks ${certificate.protocol}; the monitor wants TLSv1.3.`)
  }
  const days = daysLeft(certificate, Date.now())
  const sentence = (limit: number) =>
    `The certificate expires in ${days} ${days === 1 ? 'day' : 'days'}; the limit is ${limit}.`
  if (days < minDaysLeft) return failure('certificate_expires_soon', sentence(minDaysLeft))
  if (days < warnDaysLeft) return degraded('certificate_expires_soon', sentence(warnDaysLeft))
  return null
}
