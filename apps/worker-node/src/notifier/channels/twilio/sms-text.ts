import type { Notice } from '@mointering/api-contract/notices/notice'
import { cut, oneLine, orDash } from '../fit.js'

/** A text message is paid by the segment. */
export const MOST_SEGMENTS = 3

/**
 * Title, summary, link and the link to acknowledge, in at most three segments: the summary gives way first, then the link to acknowledge, then
 * the end of the title. Typographic characters become plain ones,
 * because a single one outside of GSM 03.38 halves what a segment holds.
 */
export function smsText({ title, summary, items, url, incident }: Notice): string {
  const head = orDash(plain(title))
  const body = [summary, ...items.map((item) => item.title)].map(plain).filter((part) => part !== '')
  const acknowledge = incident?.acknowledgeUrl ? [`Acknowledge: ${incident.acknowledgeUrl}`] : []
  for (const links of [[url, ...acknowledge], [url]]) {
    const around = (text: string) => [head, text, ...links].filter((line) => line !== '').join('\n')
    if (!fits(around('...'))) continue
    return around(cut(body.join('; '), '...', (text) => fits(around(text))))
  }
  const withLink = (text: string) => `${text}\n${url}`
  return fits(withLink('...')) ? withLink(cut(head, '...', (text) => fits(withLink(text)))) : cut(head, '...', fits)
}

const fits = (text: string): boolean => segmentsOf(text) <= MOST_SEGMENTS

/** Each line break a space, and for what word processors like, what telephones have. */
const plain = (text: string): string =>
  oneLine(text)
    .replace(/[\u2018\u2019\u201a]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('\u2026', '...')
    .replaceAll('\u2192', '->')

/** GSM 03.38, and what takes an escape before it there. Source: https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding */
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/
const ESCAPED = /[\^{}\\[~\]|€]/g

/** How many messages a text becomes: 160 or 70 units in a single one, 153 or 67 in each of several. */
export function segmentsOf(text: string): number {
  const isGsm = GSM.test(text)
  const units = isGsm ? text.length + (text.match(ESCAPED)?.length ?? 0) : text.length
  if (units <= (isGsm ? 160 : 70)) return 1
  return Math.ceil(units / (isGsm ? 153 : 67))
}
