import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { fail } from '../finding.js'
import { BODY_CAP, type BodyRead } from './body-reader.js'

export type DecodedBody = {
  text: string
  /** False when the body, packed or unpacked, is longer than the cap. */
  complete: boolean
}

/**
 * The text of a body: unpacked (gzip, deflate, br) up to 1 MiB, however much more a bomb would give, and read in the charset of its
 * Content-Type. Throws a CheckFailure when it cannot be unpacked at all.
 */
export async function decodeBody({ bytes, complete }: BodyRead, headers: IncomingHttpHeaders): Promise<DecodedBody> {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  const unpack = bytes.length > 0 ? unpackerFor(encoding, bytes) : null
  if (!unpack) return { text: textOf(bytes, headers), complete }
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of Readable.from([bytes]).pipe(unpack)) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= BODY_CAP) break
    }
  } catch (error) {
    if (size === 0) throw fail('body_undecodable', `The body is not valid ${encoding}.`, String(error))
  }
  const whole = Buffer.concat(chunks).subarray(0, BODY_CAP)
  return { text: textOf(whole, headers), complete: complete && size < BODY_CAP }
}

// The input may be cut at the cap: give what there is, do not insist on the end.
const ZLIB = { finishFlush: constants.Z_SYNC_FLUSH }
const BROTLI = { finishFlush: constants.BROTLI_OPERATION_FLUSH }

function unpackerFor(encoding: string, bytes: Buffer) {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(ZLIB)
    case 'br':
      return createBrotliDecompress(BROTLI)
    case 'deflate':
      // Meant is zlib (RFC 9110 8.4.1.2), but some servers send the bare stream; zlib's first byte has 8 in its low half.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? createInflate(ZLIB) : createInflateRaw(ZLIB)
    default:
      return null
  }
}

function textOf(bytes: Buffer, headers: IncomingHttpHeaders): string {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString() // an unknown charset: UTF-8 is the best guess
  }
}
