import type { Notice } from '@mointering/api-contract/notices/notice'
import { escapeHtml } from '@mointering/backend-common/mail/html/escape-html'
import { plainText } from '../words.js'

/** Names that a template may use, with what they stand for; empty where the notice has none of it. */
export const templateValues = (notice: Notice): ReadonlyMap<string, string> => {
  const { workspace, monitor, incident } = notice
  return new Map([
    ['id', notice.id],
    ['kind', notice.kind],
    ['severity', notice.severity],
    ['groupKey', notice.groupKey],
    ['at', notice.at],
    ['title', notice.title],
    ['summary', notice.summary],
    ['facts', notice.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')],
    ['items', notice.items.map(({ title }) => title).join('\n')],
    ['url', notice.url],
    ['text', plainText(notice)],
    ['workspace.id', workspace.id],
    ['workspace.name', workspace.name],
    ['monitor.id', monitor?.id ?? ''],
    ['monitor.name', monitor?.name ?? ''],
    ['monitor.kind', monitor?.kind ?? ''],
    ['monitor.target', monitor?.target ?? ''],
    ['monitor.url', monitor?.url ?? ''],
    ['incident.id', incident?.id ?? ''],
    ['incident.startedAt', incident?.startedAt ?? ''],
    ['incident.resolvedAt', incident?.resolvedAt ?? ''],
    ['incident.url', incident?.url ?? ''],
    ['incident.acknowledgeUrl', incident?.acknowledgeUrl ?? ''],
  ])
}

/**
 * A template with each `{{name}}` replaced by what it stands for, escaped for the content type: inside a string of JSON, in XML and HTML, in a form. An
 * unknown name becomes nothing. What a target or a person wrote can thus add no field, no element and no parameter.
 */
export function renderTemplate(template: string, contentType: string, notice: Notice): string {
  const values = templateValues(notice)
  const escaped = escapeFor(contentType)
  return template.replace(/\{\{ {0,9}([A-Za-z.]{1,40}) {0,9}\}\}/g, (_, name: string) =>
    escaped(values.get(name) ?? ''),
  )
}

/** True when the body must parse as JSON (RFC 8259, RFC 6839 3.1). */
export const isJsonType = (contentType: string): boolean => /^[^;]*[/+]json(;|$)/i.test(contentType)

function escapeFor(contentType: string): (text: string) => string {
  if (isJsonType(contentType)) return (text) => JSON.stringify(text).slice(1, -1)
  if (/^[^;]*([/+]xml|\/html)(;|$)/i.test(contentType)) return escapeHtml
  if (/^application\/x-www-form-urlencoded(;|$)/i.test(contentType))
    return (text) => new URLSearchParams([['', text]]).toString().slice(1)
  return (text) => text
}
