import { isGoodNews, type Notice, type NoticeKind } from '@mointering/api-contract/notices/notice'
import type { Outcome } from './channel-kind.js'
import { oneLine, tidy } from './fit.js'

/** What a notice does to the one page that a pager shows per `groupKey`. */
export type PagerStep = 'trigger' | 'acknowledge' | 'resolve' | 'nothing'

const STEPS: Readonly<Record<Exclude<NoticeKind, 'digest'>, PagerStep>> = {
  opened: 'trigger',
  reopened: 'trigger',
  severity_changed: 'trigger',
  flapping: 'trigger',
  reminder: 'trigger',
  escalated: 'trigger',
  acknowledged: 'acknowledge',
  // Notes have no key by which a repeated one could be told, and nobody should be paged by a remark.
  commented: 'nothing',
  resolved: 'resolve',
  // Nothing ends these by itself: whoever renews closes the page.
  certificate_expires: 'trigger',
  domain_expires: 'trigger',
  region_blind: 'trigger',
  region_sees: 'resolve',
  test: 'trigger',
}

/** The step of a notice. What tells of an incident that has ended opens no page: nothing would close it. */
export function pagerStep(notice: Notice): PagerStep {
  const step = notice.kind === 'digest' ? digestStep(notice) : STEPS[notice.kind]
  return step === 'trigger' && notice.incident?.resolvedAt ? 'nothing' : step
}

/** A digest is one page, and over when the newest item of each incident in it is good news. */
function digestStep({ items }: Notice): PagerStep {
  const newest = new Map<string, NoticeKind>()
  for (const { url, title, kind } of items) if (!newest.has(url ?? title)) newest.set(url ?? title, kind)
  return newest.size > 0 && [...newest.values()].every((kind) => isGoodNews({ kind })) ? 'resolve' : 'trigger'
}

/** What a notice without a step comes to: done, without a request. */
export const notForPagers = ({ kind }: Notice): Outcome => ({
  kind: 'sent',
  receipt: null,
  note: kind === 'commented' ? 'Pagers are not told of comments' : 'Over already: nothing to page for',
})

/** What to know after a page that nothing will close, besides a person. */
export function leftToClose({ kind }: Notice): { note?: string } {
  if (kind === 'test') return { note: 'Close the test page by hand' }
  if (kind === 'certificate_expires' || kind === 'domain_expires')
    return { note: 'Close the page by hand after the renewal' }
  return {}
}

/** The facts by label, as pagers show them in a table; what has the same label shares a line. Values stay in the bounds of the notice. */
export function detailsOf({ summary, facts, items, monitor, workspace }: Notice): Record<string, string> {
  const details = new Map<string, string>()
  const add = (label: string, value: string) => {
    const key = oneLine(label)
    const before = details.get(key)
    if (key !== '' && value !== '') details.set(key, before === undefined ? value : `${before}\n${value}`)
  }
  add('Summary', tidy(summary))
  if (monitor) {
    add('Monitor', oneLine(monitor.name))
    add('Target', oneLine(monitor.target))
  }
  add('Workspace', oneLine(workspace.name))
  for (const { label, value } of facts) add(label, tidy(value))
  for (const { title } of items) add('Stands for', oneLine(title))
  return Object.fromEntries(details)
}
