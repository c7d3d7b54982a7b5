import { escapeHtml } from '@mointering/backend-common/mail/html/escape-html'
import { htmlDocument } from '@mointering/backend-common/mail/html/html-document'
import { STYLE } from '@mointering/backend-common/mail/html/mail-styles'
import { button, factTable, heading, linkTo, paragraph } from '@mointering/backend-common/mail/html/parts'
import type { Action, MailContent } from './mail-content.js'
import { instantInWords } from './words.js'

/** The mail as an HTML document that asks for nothing: no images, no scripts, no fonts from elsewhere. */
export const renderHtml = (content: MailContent, publicUrl: string): string =>
  htmlDocument({ title: content.subject, preview: content.preview, card: cardOf(content), publicUrl })

function cardOf({ heading: title, name, paragraphs, facts = [], action, notYou }: MailContent): string {
  return [
    heading(title),
    paragraph(name === null ? 'Hello,' : `Hello ${name},`),
    ...paragraphs.map(paragraph),
    facts.length === 0 ? '' : factTable(facts),
    action === null ? '' : `${button(action)}\n${bareLink(action)}`,
    `<div class="m-muted m-rule" style="${STYLE.notYou}">${escapeHtml(notYou.text)}${notYouLink(notYou.action)}</div>`,
  ]
    .filter((block) => block !== '')
    .join('\n')
}

function bareLink({ link, until }: Action): string {
  const ends = until ? `<br>The link works until ${escapeHtml(instantInWords(until))}.` : ''
  return `<p class="m-muted" style="${STYLE.small}">If the button does nothing, open this link:<br>${linkTo(link)}${ends}</p>`
}

const notYouLink = (action: Action | undefined): string =>
  action
    ? `<br><a class="m-link" href="${escapeHtml(action.link)}" style="${STYLE.link}">${escapeHtml(action.label)}</a><br>${escapeHtml(action.link)}`
    : ''
