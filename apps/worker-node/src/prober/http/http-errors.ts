import type { IncomingHttpHeaders } from 'node:http'
import { type CheckFailure, fail } from '../finding.js'
import { describe, errorCode, explainSocketError } from '../net/network-errors.js'
import { explainHandshake } from '../net/tls-errors.js'

/** Why there was no answer: the connection broke, or what came is not HTTP (HPE_*: codes of Node's parser, llhttp). */
export function explainRequestError(error: unknown, peer: string): CheckFailure {
  const code = errorCode(error)
  if (code === 'HPE_HEADER_OVERFLOW') {
    return fail('http_headers_too_large', `The headers of the answer of ${peer} are larger than 64 KiB.`)
  }
  if (code.startsWith('HPE_')) {
    return fail('http_invalid_response', `What ${peer} answered is not valid HTTP: ${describe(error)}.`, code)
  }
  // Node's words for an orderly end of the connection before any answer.
  if (code === 'ECONNRESET' && describe(error) === 'socket hang up') {
    return fail('connection_closed', `${peer} closed the connection without an answer.`)
  }
  // TLS 1.3: a server rejects a client certificate after the handshake.
  if (code.startsWith('ERR_SSL')) return explainHandshake(error, peer)
  return explainSocketError(error, peer)
}

/** Why a body did not arrive in whole. */
export function explainBodyError(error: unknown, headers: IncomingHttpHeaders, received: number): CheckFailure {
  const code = errorCode(error)
  if (code.startsWith('HPE_')) {
    return fail('http_invalid_response', `The body of the answer is not valid HTTP: ${describe(error)}.`, code)
  }
  const announced = headers['content-length']
  const sentence =
    announced === undefined
      ? `The connection broke off after ${received} bytes of the body.`
      : `The server announced ${announced} bytes and the connection broke off after ${received}.`
  return fail('body_incomplete', sentence, describe(error))
}
