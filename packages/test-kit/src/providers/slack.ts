import { z } from 'zod'
import { type FakeProvider, startFakeProvider } from './fake-provider.js'

const plainText = z.object({ type: z.literal('plain_text'), text: z.string().min(1).max(150) })
const mrkdwn = z.object({ type: z.literal('mrkdwn'), text: z.string().min(1).max(2000) })
const button = z.object({ type: z.literal('button'), text: plainText, url: z.url().max(3000) })
const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text: plainText }),
  z.object({
    type: z.literal('section'),
    text: z.object({ ...mrkdwn.shape, text: z.string().min(1).max(3000) }).optional(),
    fields: z.array(mrkdwn).min(1).max(10).optional(),
  }),
  z.object({ type: z.literal('actions'), elements: z.array(button).min(1).max(25) }),
  z.object({ type: z.literal('context'), elements: z.array(mrkdwn).min(1).max(10) }),
])
const message = z.strictObject({
  text: z.string().min(1).max(40_000),
  attachments: z
    .array(z.strictObject({ color: z.string().regex(/^#[0-9a-f]{6}$/), blocks: z.array(block).max(50) }))
    .optional(),
})

/** Takes what Slack's incoming webhooks take, under /services/T…/B…/…. Limits: https://docs.slack.dev/reference/block-kit/blocks */
export function startFakeSlack(): Promise<FakeProvider> {
  return startFakeProvider(({ method, url, headers, body }) => {
    if (method !== 'POST') return { status: 405, body: 'method_not_allowed' }
    if (!/^\/services\/T\w+\/B\w+\/\w+$/.test(url.pathname)) return { status: 404, body: 'no_service' }
    if (!headers['content-type']?.startsWith('application/json')) return { status: 400, body: 'invalid_payload' }
    const parsed = message.safeParse(JSON.parse(body))
    if (!parsed.success) return { status: 400, body: 'invalid_blocks' }
    return { status: 200, body: 'ok' }
  })
}
