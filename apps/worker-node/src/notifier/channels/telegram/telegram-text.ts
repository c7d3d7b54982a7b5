import type { Notice } from '@mointering/api-contract/notices/notice'
import { fit, linesThatFit, oneLine, tidy } from '../fit.js'
import { TONE_MARKS, toneOf } from '../words.js'

/** Counted after the tags are read: https://core.telegram.org/bots/api#sendmessage */
const LONGEST = 4096

/** What title and summary may take of it, so that facts have room too. */
const TITLE = 420
const SUMMARY = 2000

/** The message in Telegram's HTML, of which it uses b and a. */
export function telegramText(notice: Notice): string {
  const { facts, items, url, incident } = notice
  const title = `${TONE_MARKS[toneOf(notice)]} ${fit(line(notice.title), TITLE)}`
  const summary = fit(lines(notice.summary), SUMMARY)
  const workspace = line(notice.workspace.name)
  const links = [
    { label: 'Open', target: url },
    ...(incident?.acknowledgeUrl ? [{ label: 'Acknowledge', target: incident.acknowledgeUrl }] : []),
  ]
  const breaks = 8
  const foot = [workspace, ...links.map(({ label }) => label)].join(SEPARATOR)
  const details = linesThatFit(
    [
      ...facts.map(({ label, value }) => `${line(label)}: ${lines(value)}`),
      ...items.map((item) => `• ${line(item.title)}`),
    ],
    LONGEST - title.length - summary.length - foot.length - breaks,
  )
  return [
    [`<b>${escaped(title)}</b>`, escaped(summary)].filter((part) => part !== '').join('\n'),
    escaped(details.join('\n')),
    [escaped(workspace), ...links.map(({ label, target }) => `<a href="${escaped(target)}">${label}</a>`)].join(
      SEPARATOR,
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const SEPARATOR = ' · '

/** The characters that HTML reads as its own: https://core.telegram.org/bots/api#html-style */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Telegram finds mentions in any text, and nothing in a request switches that off: a word joiner, which nobody sees, keeps `@name` from being one. */
const unmentioned = (text: string): string => text.replaceAll('@', '@\u2060')
const line = (text: string): string => unmentioned(oneLine(text))
const lines = (text: string): string => unmentioned(tidy(text))
