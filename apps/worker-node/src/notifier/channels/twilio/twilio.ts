import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import { z } from 'zod'
import { advised, jsonOf } from '../answers.js'
import type { ChannelKind, Outcome, ProviderAnswer } from '../channel-kind.js'
import { httpOutcome } from '../http-outcome.js'
import { tellEach } from '../tell-each.js'
import { smsText } from './sms-text.js'

const created = z.object({ sid: z.string() })
const refusal = z.object({ code: z.int(), message: z.string() })

/** Text messages through Twilio, one request per number. No dedup key, no way to take a message back. */
export const twilio: ChannelKind<SettingsOf<'twilio'>> = {
  repeatsAreSeenOnce: false,
  async deliver({ accountSid, authToken, from, to }, notice, tools) {
    const sender = /^MG[0-9a-f]{32}$/.test(from) ? { MessagingServiceSid: from } : { From: from }
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
    return tellEach(to, {
      tools,
      partOf: (number) => number,
      async tell(number) {
        const answer = await tools.request({
          method: 'POST',
          url: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`,
          headers: { 'content-type': 'application/x-www-form-urlencoded', authorization },
          body: new URLSearchParams({ ...sender, To: number, Body: smsText(notice) }).toString(),
        })
        return outcomeOf(answer, tools.now())
      },
    })
  },
}

/** Too many at once, of this account or of this sender: https://www.twilio.com/docs/api/errors */
const PASSING = new Set([14_107, 20_429, 21_611])

const ADVICE: Readonly<Record<number, string>> = {
  20003: 'The account SID or the auth token is wrong',
  20005: 'The account at Twilio is suspended',
  20404: 'There is no such account SID',
  21211: 'This is not a number that exists',
  21212: 'The sender is not a number of this account',
  21408: 'Allow this country in the geographic permissions of Twilio',
  21606: 'The sender cannot send text messages to this number',
  21608: 'A trial account reaches verified numbers only',
  21610: 'The recipient has answered STOP, and must answer START first',
  21614: 'This number cannot get text messages',
  21659: 'The sender is not a number of this account',
  21701: 'There is no such messaging service',
  21703: 'The messaging service has no number to send from',
}

function outcomeOf(answer: ProviderAnswer, nowMs: number): Outcome {
  const outcome = httpOutcome(answer, nowMs)
  if (outcome.kind === 'sent') return { kind: 'sent', receipt: jsonOf(answer, created)?.sid ?? null }
  const refused = jsonOf(answer, refusal)
  if (outcome.kind === 'passing' || !refused) return outcome
  if (!PASSING.has(refused.code)) return advised(outcome, ADVICE[refused.code])
  return { kind: 'passing', reason: outcome.reason, retryAfterMs: null, httpStatus: answer.status }
}
