import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import type { Notice } from '@mointering/api-contract/notices/notice'
import { z } from 'zod'
import { advised, jsonOf } from '../answers.js'
import { priorityOf } from '../atlassian-page.js'
import type { ChannelKind, ChannelTools, Outcome, ProviderAnswer, ProviderRequest } from '../channel-kind.js'
import { httpOutcome, JSON_HEADERS } from '../http-outcome.js'
import { leftToClose, notForPagers, pagerStep } from '../pager.js'
import { jsmPage } from './jsm-page.js'

type Settings = SettingsOf<'jira-service-management'>

const accepted = z.object({ requestId: z.string() })
const found = z.object({ id: z.string().min(1).max(200) })

/**
 * The Operations API of Jira Service Management: 202 before a request is carried out. The alias is the `groupKey`: a page that is open is not opened twice. What
 * changes a page wants its id, which a look-up by alias gives for open pages only.
 */
export const jiraServiceManagement: ChannelKind<Settings> = {
  repeatsAreSeenOnce: true,
  async deliver(settings, notice, tools) {
    const ask = asker(settings, tools)
    switch (pagerStep(notice)) {
      case 'nothing':
        return notForPagers(notice)
      case 'acknowledge':
        return onOpenPage('acknowledge', notice, ask, tools)
      case 'resolve':
        return onOpenPage('close', notice, ask, tools)
      case 'trigger': {
        const created = outcomeOf(await ask('POST', '', jsmPage(notice)), tools.now())
        if (created.kind !== 'sent') return created
        const changed = notice.kind === 'severity_changed' ? await changePriority(notice, ask, tools) : created
        return changed.kind === 'sent' ? { ...created, ...leftToClose(notice) } : changed
      }
    }
  },
}

type Ask = (method: ProviderRequest['method'], path: string, body: object | null) => Promise<ProviderAnswer>

function asker({ cloudId, email, apiToken }: Settings, tools: ChannelTools): Ask {
  const authorization = `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`
  return (method, path, body) =>
    tools.request({
      method,
      url: `https://api.atlassian.com/jsm/ops/api/${cloudId}/v1/alerts${path}`,
      headers: { accept: 'application/json', authorization, ...(body === null ? {} : JSON_HEADERS) },
      body: body === null ? null : JSON.stringify(body),
    })
}

const SECOND_LOOK_AFTER_MS = 10_000
const LOOKED = 'looked for the page'

/** When no page is open, it may be one that was created a moment ago: it is looked for once more before that is taken to be true. */
async function onOpenPage(
  action: 'acknowledge' | 'close',
  notice: Notice,
  ask: Ask,
  tools: ChannelTools,
): Promise<Outcome> {
  const page = await openPage(notice, ask, tools)
  if (typeof page === 'string') return outcomeOf(await ask('POST', `/${page}/${action}`, null), tools.now())
  if (page !== null) return page
  if (tools.parts.isTold(LOOKED)) return { kind: 'sent', receipt: null, note: 'No page was open' }
  await tools.parts.told(LOOKED)
  return { kind: 'passing', reason: 'No page is open yet', retryAfterMs: SECOND_LOOK_AFTER_MS, httpStatus: 404 }
}

/** A page that was open keeps its priority when it is created again. One that is not to be found is so new that it has the right one. */
async function changePriority(notice: Notice, ask: Ask, tools: ChannelTools): Promise<Outcome> {
  const page = await openPage(notice, ask, tools)
  if (page === null) return { kind: 'sent', receipt: null }
  if (typeof page !== 'string') return page
  return outcomeOf(await ask('PATCH', `/${page}/priority`, { priority: priorityOf(notice) }), tools.now())
}

/** The id of the open page of a notice, as a part of a path; null when there is none; an outcome when nobody knows. */
async function openPage({ groupKey }: Notice, ask: Ask, tools: ChannelTools): Promise<string | Outcome | null> {
  const answer = await ask('GET', `/alias?alias=${encodeURIComponent(groupKey)}`, null)
  if (answer.status === 404) return null
  const outcome = outcomeOf(answer, tools.now())
  if (outcome.kind !== 'sent') return outcome
  const page = jsonOf(answer, found)
  if (page) return encodeURIComponent(page.id)
  return {
    kind: 'passing',
    reason: 'This is not the answer of Atlassian',
    retryAfterMs: null,
    httpStatus: answer.status,
  }
}

/** Source: https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v2/intro/ */
const ADVICE: Readonly<Record<number, string>> = {
  401: 'The mail address or the API token is wrong, or the token has expired',
  403: 'The person of the API token has no access to Operations: give it to them',
  404: 'There is no such cloud id, or the site has no Operations',
}

function outcomeOf(answer: ProviderAnswer, nowMs: number): Outcome {
  const outcome = httpOutcome(answer, nowMs)
  if (outcome.kind === 'sent') return { kind: 'sent', receipt: jsonOf(answer, accepted)?.requestId ?? null }
  return advised(outcome, ADVICE[answer.status])
}
