import { toUSVString } from 'node:util'
import { z } from 'zod'
import { type FakeProvider, type ProviderReply, startFakeProvider } from './fake-provider.js'

const action = z.strictObject({
  action: z.literal('view'),
  label: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
})
const message = z.strictObject({
  topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/),
  title: z.string().trim().min(1),
  message: z
    .string()
    .min(1)
    .refine((text) => toUSVString(text) === text, 'not UTF-8'),
  priority: z.int().min(1).max(5),
  tags: z.array(z.string().regex(/^[a-z_]+$/)),
  click: z.url(),
  actions: z.array(action).max(3),
  sequence_id: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/),
})

export type FakeNtfy = FakeProvider & {
  /** What the apps show, by sequence. */
  shown: ReadonlyMap<string, z.infer<typeof message>>
}

const LONGEST_MESSAGE = 4096

/**
 * Takes what an ntfy server without files takes at its root, with its error codes: https://docs.ntfy.sh/publish/#publish-as-json, limits:
 * https://docs.ntfy.sh/publish/#limitations. `tk_right` may write everywhere; `protected` is a topic that needs it. `isOld`: a server before sequences.
 */
export async function startFakeNtfy({ isOld = false } = {}): Promise<FakeNtfy> {
  const shown = new Map<string, z.infer<typeof message>>()
  let published = 0
  const fake = await startFakeProvider(({ method, url, headers, body }) => {
    if (url.pathname !== '/') return refusal(400, 40_024, 'invalid request: posted to a topic')
    if (method !== 'POST') return refusal(404, 40_401, 'page not found')
    if (Buffer.byteLength(body) > 2 * LONGEST_MESSAGE) return refusal(413, 41_303, 'JSON body too large')
    if (headers.authorization !== undefined && headers.authorization !== 'Bearer tk_right')
      return refusal(401, 40_101, 'unauthorized')
    const parsed = message.safeParse(JSON.parse(body))
    if (!parsed.success) return refusal(400, 40_017, parsed.error.message)
    if (parsed.data.topic === 'protected' && headers.authorization === undefined)
      return refusal(403, 40_301, 'forbidden')
    if (Buffer.byteLength(parsed.data.message) >= LONGEST_MESSAGE)
      return refusal(400, 40_014, 'invalid request: attachments not allowed')
    published += 1
    const sequence = isOld ? `${published}` : parsed.data.sequence_id
    shown.set(sequence, parsed.data)
    const id = `ntfy-${published}`
    const known = isOld ? {} : { sequence_id: sequence }
    return { status: 200, body: { id, time: 1, event: 'message', topic: parsed.data.topic, ...known } }
  })
  return Object.assign(fake, { shown })
}

const refusal = (http: number, code: number, error: string): ProviderReply => ({
  status: http,
  body: { code, http, error, link: 'https://ntfy.sh/docs/publish/' },
})
