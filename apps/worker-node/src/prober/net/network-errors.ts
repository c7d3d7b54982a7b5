import { type CheckFailure, fail } from '../finding.js'

/** The `code` of a Node error, or an empty text. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Faults of this machine, whatever the target does. */
const OUR_FAULTS = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL', 'EAGAIN', 'EPERM', 'EACCES'])

/** Turns an error of a TCP socket into a finding. `peer` is what we talked to, for the sentence: "10.0.0.1 port 80". */
export function explainSocketError(error: unknown, peer: string): CheckFailure {
  const code = errorCode(error)
  if (OUR_FAULTS.has(code)) return fail('prober_out_of_resources', `The prober could not open a connection (${code}).`)
  switch (code) {
    case 'ECONNREFUSED':
      return fail('connection_refused', `${peer} refused the connection.`)
    case 'ETIMEDOUT':
      return fail('connection_timeout', `${peer} did not answer (the operating system gave up).`)
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return fail('connection_reset', `${peer} broke the connection off.`)
    case 'ENETUNREACH':
    case 'EAFNOSUPPORT':
      return fail('prober_no_network', `The prober has no route to ${peer} (${code}).`)
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return fail('host_unreachable', `There is no route to ${peer} (${code}).`)
    default:
      return fail('network_error', `Network error ${code || describe(error)} while talking to ${peer}.`)
  }
}

export const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error))
