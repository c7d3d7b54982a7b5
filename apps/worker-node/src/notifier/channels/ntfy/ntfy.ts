import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import type { Notice } from '@mointering/api-contract/notices/notice'
import { z } from 'zod'
import { advised, jsonOf, notItsAnswer } from '../answers.js'
import type { ChannelKind, ChannelTools, Outcome, ProviderAnswer } from '../channel-kind.js'
import { httpOutcome, JSON_HEADERS } from '../http-outcome.js'
import { ntfyMessage } from './ntfy-message.js'

type Settings = SettingsOf<'ntfy'>

const handleSchema = z.object({ sequenceId: z.uuid() })
/** Servers before 2.16 know no sequences: they answer without one, and cannot change a message. */
const success = z.object({ id: z.string(), event: z.literal('message'), sequence_id: z.string().optional() })
const failure = z.object({ code: z.int() })

/** ntfy's JSON publishing. A repeat replaces what was shown, where the server and the app are new enough: nothing to rely on. */
export const ntfy: ChannelKind<Settings> = {
  repeatsAreSeenOnce: false,
  deliver: (settings, notice, tools) => publish(settings, notice, notice.id, tools),
  update(settings, notice, handle, tools) {
    const known = handleSchema.safeParse(handle)
    return publish(settings, notice, known.success ? known.data.sequenceId : notice.id, tools)
  },
}

async function publish(
  { server, topic, token }: Settings,
  notice: Notice,
  sequenceId: string,
  tools: ChannelTools,
): Promise<Outcome> {
  const answer = await tools.request({
    method: 'POST',
    // Without a path: posted to a topic, the JSON itself would be the message.
    url: new URL('/', server).href,
    headers: { ...JSON_HEADERS, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: ntfyMessage(notice, topic, sequenceId),
  })
  return outcomeOf(answer, sequenceId, tools.now())
}

/** Source: https://docs.ntfy.sh/publish/#authentication, and the codes that a server answers with. */
const ADVICE: Readonly<Record<number, string>> = {
  40009: 'The server takes no such topic: choose another',
  40010: 'The server takes no such topic: choose another',
  40014: 'The server takes shorter messages only: raise its message-size-limit to 4096',
  40101: 'The access token is wrong or has expired: make a new one',
  40301: 'The topic is protected: enter an access token that may write to it',
  40401: 'There is no ntfy server at this address',
  41303: 'The server takes shorter messages only: raise its message-size-limit to 4096',
}

function outcomeOf(answer: ProviderAnswer, sequenceId: string, nowMs: number): Outcome {
  const outcome = httpOutcome(answer, nowMs)
  if (outcome.kind !== 'sent') return advised(outcome, ADVICE[jsonOf(answer, failure)?.code ?? -1])
  const taken = jsonOf(answer, success)
  if (!taken) return notItsAnswer('an ntfy server', answer)
  const handle = taken.sequence_id === sequenceId ? { handle: { sequenceId } } : {}
  return { kind: 'sent', receipt: taken.id, ...handle }
}
