import type { Notice } from '@mointering/api-contract/notices/notice'
import { atlassianPage, priorityOf } from '../atlassian-page.js'
import { pagerStep } from '../pager.js'

export type OpsgenieRequest = { method: 'POST' | 'PUT'; path: string; body: object }

/**
 * What a notice asks of Opsgenie, in order; nothing for what pagers are not told. A page that is open keeps its priority when it is created again, so that a changed
 * severity takes a request of its own. Source: https://docs.opsgenie.com/docs/alert-api
 */
export function opsgenieRequests(notice: Notice): OpsgenieRequest[] {
  const step = pagerStep(notice)
  const onPage = (method: 'POST' | 'PUT', action: string, body: object): OpsgenieRequest => ({
    method,
    path: `/v2/alerts/${encodeURIComponent(notice.groupKey)}/${action}?identifierType=alias`,
    body,
  })
  switch (step) {
    case 'nothing':
      return []
    case 'acknowledge':
      return [onPage('POST', 'acknowledge', { source: 'Mointering' })]
    case 'resolve':
      return [onPage('POST', 'close', { source: 'Mointering' })]
    case 'trigger': {
      const { page, details } = atlassianPage(notice)
      const create: OpsgenieRequest = { method: 'POST', path: '/v2/alerts', body: { ...page, details } }
      if (notice.kind !== 'severity_changed') return [create]
      return [create, onPage('PUT', 'priority', { priority: priorityOf(notice) })]
    }
  }
}
