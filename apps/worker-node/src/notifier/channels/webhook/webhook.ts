import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import type { Notice } from '@mointering/api-contract/notices/notice'
import type { ChannelKind } from '../channel-kind.js'
import { httpOutcome } from '../http-outcome.js'
import { isJsonType, renderTemplate } from './render-template.js'
import { SIGNATURE_HEADER, signatureOf } from './signature.js'

type WebhookSettings = SettingsOf<'webhook'>

/** A request of the user's own: see docs/channels/webhook.md. A repeat has the same Idempotency-Key; whether it is seen once is up to who receives it. */
export const webhook: ChannelKind<WebhookSettings> = {
  repeatsAreSeenOnce: false,
  async deliver(settings, notice, tools) {
    const { url, method, secret } = settings
    const body = webhookBody(settings, notice)
    if (isJsonType(settings.contentType) && !isJson(body))
      return {
        kind: 'permanent',
        reason: 'The template does not make valid JSON: put each {{name}} between quotes',
        httpStatus: null,
      }
    const ours = {
      'Content-Type': settings.contentType,
      'Idempotency-Key': notice.id,
      ...(secret === null ? {} : { [SIGNATURE_HEADER]: signatureOf(secret, body, tools.now()) }),
    }
    const answer = await tools.request({ method, url, headers: { ...ownHeaders(settings), ...ours }, body })
    return httpOutcome(answer, tools.now())
  },
}

/** What the template makes of the notice, or the notice as documented JSON. */
export const webhookBody = (
  { template, contentType }: Pick<WebhookSettings, 'template' | 'contentType'>,
  notice: Notice,
): string =>
  template === null ? JSON.stringify({ version: 1, ...notice }) : renderTemplate(template, contentType, notice)

const OURS = new Set(['content-type', 'idempotency-key', SIGNATURE_HEADER.toLowerCase()])

/** The user's headers; of two with the same name the last one counts. */
function ownHeaders({ headers }: WebhookSettings): Record<string, string> {
  const own = new Map<string, [string, string]>()
  for (const { name, value } of headers) if (!OURS.has(name.toLowerCase())) own.set(name.toLowerCase(), [name, value])
  return Object.fromEntries(own.values())
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
