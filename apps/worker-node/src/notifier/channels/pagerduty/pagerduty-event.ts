import type { Notice } from '@mointering/api-contract/notices/notice'
import { fit, oneLine, orDash } from '../fit.js'
import { detailsOf, pagerStep } from '../pager.js'

/**
 * The event of a notice; null when there is nothing to tell a pager. `acknowledge` and `resolve` need no more than the dedup key. The texts are plain everywhere.
 * Fields and limits: https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
 */
export function pagerdutyEvent(notice: Notice, routingKey: string): object | null {
  const step = pagerStep(notice)
  if (step === 'nothing') return null
  const { title, severity, at, monitor, workspace, kind, url, incident, groupKey } = notice
  const event = { routing_key: routingKey, event_action: step, dedup_key: groupKey }
  if (step !== 'trigger') return event
  return {
    ...event,
    payload: {
      summary: orDash(fit(oneLine(title), 1024)),
      source: orDash(oneLine(monitor?.target || workspace.name)),
      severity,
      timestamp: at,
      ...(monitor ? { component: orDash(oneLine(monitor.name)) } : {}),
      group: orDash(oneLine(workspace.name)),
      class: kind,
      custom_details: detailsOf(notice),
    },
    client: 'Mointering',
    client_url: url,
    links: [
      { href: url, text: 'Open' },
      ...(incident?.acknowledgeUrl ? [{ href: incident.acknowledgeUrl, text: 'Acknowledge' }] : []),
    ],
  }
}
