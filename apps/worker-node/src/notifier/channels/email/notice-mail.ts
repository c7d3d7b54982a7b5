import { createHash } from 'node:crypto'
import type { Notice } from '@mointering/api-contract/notices/notice'
import { escapeHtml } from '@mointering/backend-common/mail/html/escape-html'
import { htmlDocument } from '@mointering/backend-common/mail/html/html-document'
import { STYLE } from '@mointering/backend-common/mail/html/mail-styles'
import { button, factTable, heading, linkTo, paragraph } from '@mointering/backend-common/mail/html/parts'
import type { OutgoingMail } from '@mointering/backend-common/mail/mail-transport'
import { oneLine } from '@mointering/backend-common/mail/one-line'
import { wrapText } from '@mointering/backend-common/mail/wrap-text'
import { plainText, shorten, TONE_COLOURS, TONE_MARKS, toneOf } from '../words.js'

export type NoticeMail = Omit<OutgoingMail, 'to'>

/** RFC 5322 2.1.1: a line has at most 998 characters; mail programs show far fewer of a subject. */
const SUBJECT_LENGTH = 150

/** A notice as a mail. What is told of one incident becomes one conversation, whatever the order in which it arrives. */
export function noticeMail(notice: Notice, publicUrl: string): NoticeMail {
  const { hostname } = new URL(publicUrl)
  const thread = `<${createHash('sha256').update(notice.groupKey).digest('hex').slice(0, 32)}@${hostname}>`
  return {
    subject: shorten(oneLine(`${TONE_MARKS[toneOf(notice)]} ${notice.title}`), SUBJECT_LENGTH),
    text: textOf(notice, publicUrl),
    html: htmlOf(notice, publicUrl),
    messageId: `<${notice.id}@${hostname}>`,
    // The head of the conversation is never sent itself: so its first mail is the same for everybody, whichever notice it is.
    references: [thread],
    ...(notice.kind === 'opened' ? {} : { inReplyTo: thread }),
  }
}

const textOf = (notice: Notice, publicUrl: string): string =>
  `${wrapText(oneLineEach(plainText(notice)))}\n\n--\n${wrapText(oneLine(notice.workspace.name))}\nMointering at ${publicUrl}\n`

/** Line breaks of ours stay, everything else that breaks or hides lines goes. */
const oneLineEach = (text: string): string => text.split(/\r?\n/).map(oneLine).join('\n')

function htmlOf(notice: Notice, publicUrl: string): string {
  const { title, summary, facts, items, monitor, incident, url, workspace } = notice
  const colour = TONE_COLOURS[toneOf(notice)]
  const card = [
    `<div style="height:4px;margin:0 0 20px;border-radius:2px;background-color:${colour}"></div>`,
    heading(oneLine(title)),
    summary === '' ? '' : paragraph(oneLine(summary)),
    facts.length === 0 ? '' : factTable(facts.map(({ label, value }) => [oneLine(label), oneLine(value)] as const)),
    ...items.map((item) =>
      item.url === null
        ? paragraph(oneLine(item.title))
        : `<p style="${STYLE.paragraph}">${linkTo(item.url, oneLine(item.title))}</p>`,
    ),
    button({ label: incident === null ? 'Open' : 'Open the incident', link: url }),
    incident?.acknowledgeUrl
      ? `<p style="${STYLE.paragraph}">${linkTo(incident.acknowledgeUrl, 'Acknowledge it')}, so that others know that you look after it.</p>`
      : '',
    monitor === null
      ? ''
      : `<p class="m-muted" style="${STYLE.small}">Monitor: ${linkTo(monitor.url, oneLine(monitor.name))}</p>`,
    `<div class="m-muted m-rule" style="${STYLE.notYou}">You get this because a channel of the workspace ${escapeHtml(oneLine(workspace.name))} has your address.</div>`,
  ]
    .filter((block) => block !== '')
    .join('\n')
  return htmlDocument({ title: oneLine(title), preview: oneLine(summary === '' ? title : summary), card, publicUrl })
}
