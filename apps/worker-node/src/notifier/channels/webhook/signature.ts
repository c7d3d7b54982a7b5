import { createHmac } from 'node:crypto'

export const SIGNATURE_HEADER = 'Mointering-Signature'

/**
 * `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 by the channel's secret over `<unix seconds>.<body>`. Whoever receives it computes the same over the bytes of the body,
 * compares in constant time, and refuses what is older than a few minutes: so nobody replays it.
 */
export function signatureOf(secret: string, body: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
