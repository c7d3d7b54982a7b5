import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import { z } from 'zod'
import { advised, jsonOf } from '../answers.js'
import type { ChannelKind, Outcome, ProviderAnswer } from '../channel-kind.js'
import { httpOutcome, JSON_HEADERS } from '../http-outcome.js'
import { leftToClose, notForPagers } from '../pager.js'
import { opsgenieRequests } from './opsgenie-requests.js'

const ORIGINS = { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' } as const

const accepted = z.object({ requestId: z.string() })

/** Opsgenie's Alert API: 202 before the request is carried out. The alias is the `groupKey`: a page that is open is not opened twice. */
export const opsgenie: ChannelKind<SettingsOf<'opsgenie'>> = {
  repeatsAreSeenOnce: true,
  async deliver({ apiKey, region }, notice, tools) {
    let outcome = notForPagers(notice)
    for (const { method, path, body } of opsgenieRequests(notice)) {
      const answer = await tools.request({
        method,
        url: `${ORIGINS[region]}${path}`,
        headers: { ...JSON_HEADERS, authorization: `GenieKey ${apiKey}` },
        body: JSON.stringify(body),
      })
      outcome = outcomeOf(answer, tools.now())
      if (outcome.kind !== 'sent') return outcome
      outcome = { ...outcome, ...leftToClose(notice) }
    }
    return outcome
  },
}

/** Source: https://docs.opsgenie.com/docs/response#response-codes */
const ADVICE: Readonly<Record<number, string>> = {
  401: 'The API key is wrong, its integration is switched off, or the region does not fit',
  402: 'The plan of the account does not allow it',
  403: 'Allow the integration to create and update, and turn off "Suppress Notifications"',
}

function outcomeOf(answer: ProviderAnswer, nowMs: number): Outcome {
  const outcome = httpOutcome(answer, nowMs)
  if (outcome.kind === 'sent') return { kind: 'sent', receipt: jsonOf(answer, accepted)?.requestId ?? null }
  return advised(outcome, ADVICE[answer.status])
}
