import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import { advised } from '../answers.js'
import type { ChannelKind } from '../channel-kind.js'
import { httpOutcome, JSON_HEADERS } from '../http-outcome.js'
import { teamsMessage } from './teams-card.js'

/** Workflows of Microsoft Teams: 202 once the workflow has taken the card, before it posts it. No receipt, no dedup key, no way to change a message. */
export const teams: ChannelKind<SettingsOf<'teams'>> = {
  repeatsAreSeenOnce: false,
  async deliver({ url }, notice, tools) {
    const body = JSON.stringify(teamsMessage(notice))
    const answer = await tools.request({ method: 'POST', url, headers: JSON_HEADERS, body })
    return advised(httpOutcome(answer, tools.now()), ADVICE[answer.status])
  },
}

/** What Power Automate answers: https://learn.microsoft.com/troubleshoot/power-platform/power-automate/flow-run-issues/triggers-troubleshoot */
const ADVICE: Readonly<Record<number, string>> = {
  400: 'The workflow is switched off, or does not begin with a Teams webhook request',
  401: 'The address is not complete, or the workflow does not let anyone trigger it',
  403: 'The workflow does not let anyone trigger it',
  404: 'The workflow was deleted: make a new one and paste its address',
  410: 'The workflow was deleted: make a new one and paste its address',
}
