import type { Notice, Severity } from '@mointering/api-contract/notices/notice'
import { fit, oneLine, orDash, tidy } from './fit.js'
import { detailsOf } from './pager.js'

/** Source: https://docs.opsgenie.com/docs/alert-api#create-alert; Jira Service Management has them from there. */
const MOST = { message: 130, description: 15_000, entity: 512, details: 8000 }

/** The priority of the page: a test is never more than P5. */
export const priorityOf = ({ kind, severity }: Notice): string => (kind === 'test' ? 'P5' : PRIORITIES[severity])

const PRIORITIES: Readonly<Record<Severity, string>> = { critical: 'P1', warning: 'P3', info: 'P5' }

/**
 * What Opsgenie and Jira Service Management have in common of a page; each has its own name for the details. `alias` is the dedup key of open pages. Both apps show
 * HTML in some fields, so that < and > become lookalikes there.
 */
export function atlassianPage(notice: Notice): { page: object; details: Record<string, string> } {
  const { title, monitor, workspace, groupKey } = notice
  const page = {
    message: orDash(fit(oneLine(title), MOST.message, withoutTags)),
    alias: groupKey,
    description: fit(descriptionOf(notice), MOST.description, withoutTags),
    entity: orDash(fit(oneLine(monitor?.name ?? workspace.name), MOST.entity, withoutTags)),
    source: 'Mointering',
    priority: priorityOf(notice),
    tags: ['mointering', notice.severity],
  }
  return { page, details: detailsThatFit(notice) }
}

function descriptionOf({ summary, items, url, incident }: Notice): string {
  return [
    tidy(summary),
    `Open: ${url}`,
    incident?.acknowledgeUrl ? `Acknowledge: ${incident.acknowledgeUrl}` : '',
    ...items.map(({ title }) => `- ${oneLine(title)}`),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** The first details whose keys and values stay below the limit of all of them together. */
function detailsThatFit(notice: Notice): Record<string, string> {
  const { Summary: _inTheDescription, 'Stands for': _there, ...details } = detailsOf(notice)
  let used = 0
  return Object.fromEntries(
    Object.entries(details)
      .map(([label, value]) => [withoutTags(label), withoutTags(value)] as const)
      .filter(([label, value]) => {
        used += label.length + value.length
        return used <= MOST.details
      }),
  )
}

/** Escapes would be shown as they are in text messages and calls: lookalikes are read the same everywhere. */
const withoutTags = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›')
