import { createHmac, timingSafeEqual } from 'node:crypto'
import { type FakeProvider, type ProviderCall, type ProviderReply, startFakeProvider } from './fake-provider.js'

const OLDEST_S = 300
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export type FakeWebhook = FakeProvider & {
  /** Bodies of what it took, without those whose Idempotency-Key it knew. */
  shown: readonly string[]
}

/** Receives webhooks as docs/channels/webhook.md tells to: checks the signature and its age against `now`, and shows a repeated Idempotency-Key once. */
export async function startFakeWebhook({
  secret = null,
  now = Date.now,
  dedup = true,
}: {
  secret?: string | null
  now?: () => number
  /** False: shows every repeat, as somebody does who ignores the key. */
  dedup?: boolean
} = {}): Promise<FakeWebhook> {
  const known = new Set<string>()
  const shown: string[] = []
  const fake = await startFakeProvider((call): ProviderReply => {
    const { method, headers, body } = call
    if (method !== 'POST' && method !== 'PUT') return { status: 405 }
    const key = headers['idempotency-key']
    if (typeof key !== 'string' || !UUID.test(key)) return { status: 400, body: 'no Idempotency-Key' }
    if (secret !== null && !isSigned(call, secret, now())) return { status: 401, body: 'bad signature' }
    if (headers['content-type']?.startsWith('application/json')) JSON.parse(body)
    if (!dedup || !known.has(key)) shown.push(body)
    known.add(key)
    return { status: 200, body: 'thanks' }
  })
  return { ...fake, shown }
}

function isSigned({ headers, body }: ProviderCall, secret: string, nowMs: number): boolean {
  const header = headers['mointering-signature']
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(String(header)) ?? []
  if (given === '' || Math.abs(nowMs / 1000 - Number(seconds)) > OLDEST_S) return false
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest()
  return timingSafeEqual(expected, Buffer.from(given, 'hex'))
}
