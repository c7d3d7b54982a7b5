import { z } from 'zod'
import { type FakeProvider, type ProviderReply, startFakeProvider } from './fake-provider.js'

const embed = z.strictObject({
  title: z.string().trim().min(1).max(256),
  url: z.url({ protocol: /^https?$/ }),
  description: z.string().max(4096),
  color: z.int().min(0).max(0xff_ff_ff),
  fields: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(256),
        value: z.string().trim().min(1).max(1024),
        inline: z.boolean(),
      }),
    )
    .max(25),
  footer: z.strictObject({ text: z.string().min(1).max(2048) }),
  timestamp: z.iso.datetime(),
})
const message = z.strictObject({
  embeds: z
    .array(embed)
    .min(1)
    .max(10)
    .refine((embeds) => embeds.map(lengthOf).reduce((sum, length) => sum + length, 0) <= 6000, 'over 6000 characters'),
  allowed_mentions: z.strictObject({ parse: z.tuple([]) }),
})

const lengthOf = ({ title, description, fields, footer }: z.infer<typeof embed>): number =>
  [title, description, footer.text, ...fields.flatMap(({ name, value }) => [name, value])].join('').length

export type FakeDiscord = FakeProvider & {
  /** What stands in the channel, by message id; a test may delete from it. */
  messages: Map<string, z.infer<typeof message>>
}

/**
 * Takes what Discord's webhooks take, under /api/webhooks/<id>/<token>, and insists on no mentions. Shapes:
 * https://discord.com/developers/docs/resources/webhook#execute-webhook, limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
 */
export async function startFakeDiscord(): Promise<FakeDiscord> {
  const messages: FakeDiscord['messages'] = new Map()
  const fake = await startFakeProvider(({ method, url, headers, body }) => {
    const path = /^\/api\/webhooks\/\d+\/[\w-]+(?:\/messages\/(?<id>\d+))?$/.exec(url.pathname)
    if (!path) return refusal(404, 10_015, 'Unknown Webhook')
    const id = path.groups?.id
    if (method !== (id === undefined ? 'POST' : 'PATCH')) return refusal(405, 0, '405: Method Not Allowed')
    if (id !== undefined && !messages.has(id)) return refusal(404, 10_008, 'Unknown Message')
    if (!headers['content-type']?.startsWith('application/json')) return refusal(400, 50_035, 'Invalid Form Body')
    const parsed = message.safeParse(JSON.parse(body))
    if (!parsed.success) return refusal(400, 50_035, parsed.error.message)
    const stored = id ?? `${1_200_000_000_000_000_000n + BigInt(messages.size)}`
    messages.set(stored, parsed.data)
    if (id === undefined && url.searchParams.get('wait') !== 'true') return { status: 204 }
    return { status: 200, body: { id: stored, type: 0, embeds: parsed.data.embeds } }
  })
  return Object.assign(fake, { messages })
}

const refusal = (status: number, code: number, said: string): ProviderReply => ({
  status,
  body: { message: said, code },
})
