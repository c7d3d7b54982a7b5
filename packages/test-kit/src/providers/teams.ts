import { z } from 'zod'
import { type FakeProvider, type ProviderReply, startFakeProvider } from './fake-provider.js'

const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional(),
  color: z.enum(['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention']).optional(),
  isSubtle: z.boolean().optional(),
})
const card = z.strictObject({
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  type: z.literal('AdaptiveCard'),
  version: z.enum(['1.0', '1.1', '1.2', '1.3', '1.4']),
  msteams: z.strictObject({ width: z.literal('Full') }),
  body: z.array(z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(textRun).min(1) })).min(1),
  actions: z
    .array(z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url: z.url() }))
    .max(6),
})
const message = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: card,
    }),
  ]),
})

const MOST_BYTES = 28_000

/**
 * Takes what a workflow "When a Teams webhook request is received" posts into a channel: one Adaptive Card, in which nobody is mentioned, of at most 28 KB.
 * https://learn.microsoft.com/connectors/teams/#microsoft-teams-webhook, https://adaptivecards.io/explorer
 */
export function startFakeTeams(): Promise<FakeProvider> {
  return startFakeProvider(({ method, url, headers, body }) => {
    if (!/^\/workflows\/[0-9a-f]+\/triggers\/manual\/paths\/invoke$/.test(url.pathname))
      return refusal(404, 'WorkflowNotFound')
    if (method !== 'POST') return refusal(404, 'NotFound')
    if (!url.searchParams.get('sig')) return refusal(401, 'DirectApiAuthorizationRequired')
    if (!headers['content-type']?.startsWith('application/json')) return refusal(400, 'InvalidRequestContent')
    if (Buffer.byteLength(body) > MOST_BYTES || body.length * 2 > MOST_BYTES)
      return refusal(413, 'RequestEntityTooLarge')
    const parsed = message.safeParse(JSON.parse(body))
    if (!parsed.success) return refusal(400, `TriggerInputSchemaMismatch ${parsed.error.message}`)
    return { status: 202 }
  })
}

const refusal = (status: number, code: string): ProviderReply => ({ status, body: { error: { code } } })
