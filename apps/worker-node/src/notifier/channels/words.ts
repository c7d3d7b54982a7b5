import type { Notice } from '@mointering/api-contract/notices/notice'
import { isGoodNews } from '@mointering/api-contract/notices/notice'

/** At most so many characters (code points), the last one an ellipsis when something was cut off. */
export function shorten(text: string, longest: number): string {
  const characters = [...text]
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`
}

export type Tone = 'good' | 'critical' | 'warning' | 'info'

/** What a notice feels like: colours, icons and priorities follow it. */
export const toneOf = (notice: Notice): Tone => (isGoodNews(notice) ? 'good' : notice.severity)

/** `#rrggbb` of each tone, readable on white and on black. */
export const TONE_COLOURS: Readonly<Record<Tone, string>> = {
  good: '#22863a',
  critical: '#d73a49',
  warning: '#b08800',
  info: '#4078c0',
}

/** A mark before the title, for channels without colours. */
export const TONE_MARKS: Readonly<Record<Tone, string>> = { good: '✅', critical: '🔴', warning: '🟠', info: 'ℹ️' }

/** The whole notice as plain text: title, summary, facts, items and links, each on lines of its own. */
export function plainText(notice: Notice): string {
  const { title, summary, facts, items, incident, url } = notice
  return [
    title,
    summary,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...items.map((item) => `- ${item.title}`),
    url,
    incident?.acknowledgeUrl ? `Acknowledge: ${incident.acknowledgeUrl}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n')
}
