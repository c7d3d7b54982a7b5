import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import type { Notice } from '@mointering/api-contract/notices/notice'
import { z } from 'zod'
import { advised, jsonOf } from '../answers.js'
import type { ChannelKind, ChannelTools, Outcome, ProviderAnswer } from '../channel-kind.js'
import { httpOutcome, JSON_HEADERS } from '../http-outcome.js'
import { discordMessage } from './discord-message.js'

type Settings = SettingsOf<'discord'>

const handleSchema = z.object({ messageId: z.string().regex(/^\d{1,20}$/) })
const message = z.object({ id: z.string().regex(/^\d{1,20}$/) })
const refusal = z.object({ code: z.number() })
const rateLimit = z.object({ retry_after: z.number().nonnegative() })

/** Discord's webhooks: a message can be changed by the webhook that wrote it; there is no dedup key. */
export const discord: ChannelKind<Settings> = {
  repeatsAreSeenOnce: false,
  async deliver(settings, notice, tools) {
    const answer = await send('POST', webhook(settings, '', { wait: 'true' }), notice, tools)
    return outcomeOf(answer, tools.now())
  },
  async update(settings, notice, handle, tools) {
    const known = handleSchema.safeParse(handle)
    if (!known.success) return discord.deliver(settings, notice, tools)
    const answer = await send('PATCH', webhook(settings, `/messages/${known.data.messageId}`, {}), notice, tools)
    if (jsonOf(answer, refusal)?.code === UNKNOWN_MESSAGE) return discord.deliver(settings, notice, tools)
    return outcomeOf(answer, tools.now())
  },
}

const send = (method: 'POST' | 'PATCH', url: string, notice: Notice, tools: ChannelTools): Promise<ProviderAnswer> =>
  tools.request({ method, url, headers: JSON_HEADERS, body: JSON.stringify(discordMessage(notice)) })

/** `wait` makes Discord answer with the message that it has stored, instead of 204. */
function webhook({ url, threadId }: Settings, path: string, query: Record<string, string>): string {
  const target = new URL(url)
  target.pathname = `${target.pathname.replace(/\/+$/, '')}${path}`
  const all = { ...query, ...(threadId === null ? {} : { thread_id: threadId }) }
  for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value)
  return target.href
}

const UNKNOWN_MESSAGE = 10_008

/** Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const ADVICE: Readonly<Record<number, string>> = {
  10003: 'The Discord channel or thread is gone: make a webhook in another one',
  10015: 'The webhook was deleted in Discord: make a new one and paste its address',
  50027: 'The webhook address is not complete: copy it again from Discord',
  160005: 'The thread is locked: unlock it or choose another',
  220001: 'A webhook of a forum needs a thread: enter the id of a thread',
}

function outcomeOf(answer: ProviderAnswer, nowMs: number): Outcome {
  const outcome = httpOutcome(answer, nowMs)
  if (outcome.kind === 'sent') {
    const stored = jsonOf(answer, message)
    return stored ? { kind: 'sent', receipt: stored.id, handle: { messageId: stored.id } } : outcome
  }
  const limit = answer.status === 429 ? jsonOf(answer, rateLimit) : null
  if (outcome.kind === 'passing')
    return limit ? { ...outcome, retryAfterMs: Math.ceil(limit.retry_after * 1000) } : outcome
  return advised(outcome, ADVICE[jsonOf(answer, refusal)?.code ?? -1])
}
