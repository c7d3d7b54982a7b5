import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import { z } from 'zod'
import { advised, jsonOf } from '../answers.js'
import type { ChannelKind, Outcome, ProviderAnswer } from '../channel-kind.js'
import { httpOutcome, JSON_HEADERS } from '../http-outcome.js'
import { leftToClose, notForPagers } from '../pager.js'
import { pagerdutyEvent } from './pagerduty-event.js'

const ORIGINS = { us: 'https://events.pagerduty.com', eu: 'https://events.eu.pagerduty.com' } as const

const accepted = z.object({ status: z.literal('success'), dedup_key: z.string() })
const refusal = z.object({ message: z.string(), errors: z.array(z.string()).default([]) })

/** PagerDuty's Events API v2. Its dedup key is the `groupKey`: a repeated event changes nothing that people see. */
export const pagerduty: ChannelKind<SettingsOf<'pagerduty'>> = {
  repeatsAreSeenOnce: true,
  async deliver({ routingKey, region }, notice, tools) {
    const event = pagerdutyEvent(notice, routingKey)
    if (event === null) return notForPagers(notice)
    const answer = await tools.request({
      method: 'POST',
      url: `${ORIGINS[region]}/v2/enqueue`,
      headers: JSON_HEADERS,
      body: JSON.stringify(event),
    })
    const outcome = outcomeOf(answer, tools.now())
    return outcome.kind === 'sent' ? { ...outcome, ...leftToClose(notice) } : outcome
  },
}

/** Source: https://developer.pagerduty.com/docs/events-api-v2/overview/#response-codes--retry-logic */
function outcomeOf(answer: ProviderAnswer, nowMs: number): Outcome {
  const outcome = httpOutcome(answer, nowMs)
  if (outcome.kind === 'sent') return { kind: 'sent', receipt: jsonOf(answer, accepted)?.dedup_key ?? null }
  const said = jsonOf(answer, refusal)
  if (outcome.kind !== 'permanent' || !said) return outcome
  const isAboutTheKey = said.errors.some((error) => /routing.?key/i.test(error))
  return advised(outcome, isAboutTheKey ? 'Copy the integration key again, and check the region' : undefined)
}
