import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { fail } from '../finding.js'

export type ClientCertificate = { certificate: string; key: string }
export type SecureContexts = { for(client: ClientCertificate | null): SecureContext }

const MAX_KEPT = 1000

/**
 * Secure contexts, made once for each client certificate: making one costs more than half a handshake. They hold no session: every check
 * shakes hands in full and sees the certificate. `extraCa`: PEM certificates to trust besides Node's own authorities.
 */
export function createSecureContexts(extraCa: readonly string[] = []): SecureContexts {
  // Naming `ca` replaces the built-in list, which Node otherwise shares between contexts.
  const trust = extraCa.length > 0 ? { ca: [...rootCertificates, ...extraCa] } : {}
  const plain = createSecureContext(trust)
  const kept = new Map<string, SecureContext>()

  return {
    for(client) {
      if (!client) return plain
      const id = `${client.certificate}\n${client.key}`
      const known = kept.get(id)
      if (known) return known
      const oldest = kept.keys().next()
      if (kept.size >= MAX_KEPT && !oldest.done) kept.delete(oldest.value)
      const made = withClientCertificate(trust, client)
      kept.set(id, made)
      return made
    },
  }
}

function withClientCertificate(trust: { ca?: string[] }, client: ClientCertificate): SecureContext {
  try {
    return createSecureContext({ ...trust, cert: client.certificate, key: client.key })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw fail('client_certificate_invalid', 'The client certificate and key of this monitor cannot be used.', reason)
  }
}
