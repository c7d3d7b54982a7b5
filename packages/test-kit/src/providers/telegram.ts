import { z } from 'zod'
import { type FakeProvider, type ProviderReply, startFakeProvider } from './fake-provider.js'

const chat = z.union([z.int(), z.string().regex(/^(-?\d+|@\w{5,32})$/)])
const text = {
  chat_id: chat,
  text: z.string().min(1),
  parse_mode: z.literal('HTML'),
  link_preview_options: z.strictObject({ is_disabled: z.boolean() }),
}
const sendMessage = z.strictObject({ ...text, message_thread_id: z.int().positive().optional() })
const editMessageText = z.strictObject({ ...text, message_id: z.int() })

export type FakeTelegram = FakeProvider & {
  /** What stands in the chat, as people see it, by message id; a test may delete from it. */
  messages: Map<number, string>
}

const CHAT = -1_001_234

/**
 * Takes what the Bot API takes below /bot<token>/: sendMessage and editMessageText with HTML, as https://core.telegram.org/bots/api describes them. The one chat
 * there has the id -1001234; the one bot is 123456.
 */
export async function startFakeTelegram(): Promise<FakeTelegram> {
  const messages: FakeTelegram['messages'] = new Map()
  const fake = await startFakeProvider(({ method, url, headers, body }) => {
    const [, token, called] = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname) ?? []
    if (token === undefined || method !== 'POST') return refusal(404, 'Not Found')
    if (!token.startsWith('123456:')) return refusal(401, 'Unauthorized')
    if (!headers['content-type']?.startsWith('application/json'))
      return refusal(400, 'Bad Request: message text is empty')
    const isEdit = called === 'editMessageText'
    if (!isEdit && called !== 'sendMessage') return refusal(404, 'Not Found')
    const parsed = (isEdit ? editMessageText : sendMessage).safeParse(JSON.parse(body))
    if (!parsed.success) return refusal(400, `Bad Request: ${parsed.error.message}`)
    if (Number(parsed.data.chat_id) !== CHAT) return refusal(400, 'Bad Request: chat not found')
    const seen = visible(parsed.data.text)
    if (seen === null) return refusal(400, "Bad Request: can't parse entities")
    if (seen.length > 4096) return refusal(400, 'Bad Request: message is too long')
    const id = 'message_id' in parsed.data ? parsed.data.message_id : messages.size + 1
    if (isEdit && !messages.has(id)) return refusal(400, 'Bad Request: message to edit not found')
    if (messages.get(id) === seen) return refusal(400, 'Bad Request: message is not modified: nothing differs')
    messages.set(id, seen)
    return { status: 200, body: { ok: true, result: { message_id: id, date: 0, chat: { id: CHAT, type: 'group' } } } }
  })
  return Object.assign(fake, { messages })
}

const refusal = (error_code: number, description: string): ProviderReply => ({
  status: error_code,
  body: { ok: false, error_code, description },
})

/** The text without its tags; null where a tag is unknown, open or badly nested. */
function visible(html: string): string | null {
  const open: string[] = []
  let isBad = false
  const seen = html.replace(/<(?<end>\/?)(?<name>[a-z]*)(?<rest>[^>]*)>?/g, (tag, end, name, rest) => {
    const isGood = name === 'b' ? rest === '' : name === 'a' && (end || /^ href="[^"<>]+"$/.test(rest))
    if (!isGood || !tag.endsWith('>')) isBad = true
    else if (!end) open.push(name)
    else if (open.pop() !== name) isBad = true
    return ''
  })
  if (isBad || open.length > 0) return null
  return seen.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim()
}
