import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import { z } from 'zod'
import { advised, jsonOf } from '../answers.js'
import type { ChannelKind, ChannelTools, Outcome, ProviderAnswer } from '../channel-kind.js'
import { httpOutcome, JSON_HEADERS } from '../http-outcome.js'
import { telegramText } from './telegram-text.js'

type Settings = SettingsOf<'telegram'>

const chatId = z.union([z.string(), z.int()])
const handleSchema = z.object({ chatId, messageId: z.int() })
const success = z.object({
  ok: z.literal(true),
  result: z.object({ message_id: z.int(), chat: z.object({ id: z.int() }) }),
})
/** Source: https://core.telegram.org/bots/api#making-requests, https://core.telegram.org/bots/api#responseparameters */
const failure = z.object({
  ok: z.literal(false),
  error_code: z.int(),
  description: z.string(),
  parameters: z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.int().optional() }).optional(),
})

/** Telegram's Bot API: messages can be changed; there is no dedup key. */
export const telegram: ChannelKind<Settings> = {
  repeatsAreSeenOnce: false,
  async deliver(settings, notice, tools) {
    const message = { ...textOf(telegramText(notice)), ...threadOf(settings) }
    const answer = await call(settings, 'sendMessage', { ...message, chat_id: settings.chatId }, tools)
    const movedTo = jsonOf(answer, failure)?.parameters?.migrate_to_chat_id
    if (movedTo === undefined) return outcomeOf(answer, tools.now())
    // A group that became a supergroup has another id: https://core.telegram.org/bots/api#chat
    const outcome = outcomeOf(await call(settings, 'sendMessage', { ...message, chat_id: movedTo }, tools), tools.now())
    return outcome.kind === 'sent' ? { ...outcome, note: `The chat has a new id: change it to ${movedTo}` } : outcome
  },
  async update(settings, notice, handle, tools) {
    const known = handleSchema.safeParse(handle)
    if (!known.success) return telegram.deliver(settings, notice, tools)
    const message = {
      ...textOf(telegramText(notice)),
      chat_id: known.data.chatId,
      message_id: known.data.messageId,
    }
    const answer = await call(settings, 'editMessageText', message, tools)
    const refused = jsonOf(answer, failure)
    if (refused && /message is not modified/i.test(refused.description))
      return { kind: 'sent', receipt: String(known.data.messageId), handle: known.data }
    if (refused && /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(refused.description))
      return telegram.deliver(settings, notice, tools)
    return outcomeOf(answer, tools.now())
  },
}

const textOf = (text: string) => ({ text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } })
const threadOf = ({ threadId }: Settings) => (threadId === null ? {} : { message_thread_id: threadId })

const call = (
  { server, token }: Settings,
  method: string,
  body: object,
  { request }: ChannelTools,
): Promise<ProviderAnswer> =>
  request({
    method: 'POST',
    url: `${server.replace(/\/+$/, '')}/bot${token}/${method}`,
    headers: JSON_HEADERS,
    body: JSON.stringify(body),
  })

function outcomeOf(answer: ProviderAnswer, nowMs: number): Outcome {
  const sent = jsonOf(answer, success)?.result
  if (sent) {
    const handle = { chatId: sent.chat.id, messageId: sent.message_id }
    return { kind: 'sent', receipt: String(sent.message_id), handle }
  }
  const refused = jsonOf(answer, failure)
  const outcome = httpOutcome({ ...answer, status: refused?.error_code ?? answer.status }, nowMs)
  // A proxy on the way, most likely: nothing was sent, and it may be gone the next time.
  if (outcome.kind === 'sent') {
    const reason = 'This is not the answer of a Bot API server'
    return { kind: 'passing', reason, retryAfterMs: null, httpStatus: answer.status }
  }
  const waitSeconds = refused?.parameters?.retry_after
  if (outcome.kind === 'passing')
    return waitSeconds === undefined ? outcome : { ...outcome, retryAfterMs: waitSeconds * 1000 }
  return advised(outcome, ADVICE.find(({ said }) => said.test(refused?.description ?? ''))?.advice)
}

const ADVICE: readonly { said: RegExp; advice: string }[] = [
  { said: /^Unauthorized|^Not Found/i, advice: 'The token of the bot is wrong or was revoked: ask @BotFather for it' },
  {
    said: /chat not found/i,
    advice: 'Start a conversation with the bot, or add it to the group, and check the chat id',
  },
  { said: /bot was blocked|can't initiate/i, advice: 'The person has blocked the bot, or never started it' },
  { said: /bot was kicked|not a member|need administrator rights/i, advice: 'Add the bot to the chat again' },
  { said: /message thread not found|TOPIC_/i, advice: 'The topic is gone or closed: choose another thread' },
  { said: /not enough rights|CHAT_WRITE_FORBIDDEN/i, advice: 'Allow the bot to write in this chat' },
]
