import { escapeHtml } from './escape-html.js'
import type { Action, MailContent } from './mail-content.js'
import { STYLE, STYLE_SHEET } from './mail-styles.js'
import { instantInWords } from './words.js'

/** The mail as an HTML document that asks for nothing: no images, no scripts, no fonts from elsewhere. */
export function renderHtml(content: MailContent, publicUrl: string): string {
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(content.subject)}</title>
<style>
${STYLE_SHEET}
</style>
</head>
<body class="m-page" style="${STYLE.page}">
<div style="${STYLE.preview}">${escapeHtml(content.preview)}</div>
<table role="presentation" class="m-page" width="100%" cellpadding="0" cellspacing="0" border="0" style="${STYLE.outer}">
<tr><td align="center" style="${STYLE.outerCell}">
<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td class="m-text" style="${STYLE.brand}">Mointering</td></tr>
<tr><td>
<table role="presentation" class="m-card" width="100%" cellpadding="0" cellspacing="0" border="0" style="${STYLE.card}">
<tr><td class="m-cell m-text" style="${STYLE.cardCell}">
${cardOf(content)}
</td></tr>
</table>
</td></tr>
<tr><td class="m-muted" style="${STYLE.footer}">Mointering at ${linkTo(publicUrl)}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`
}

function cardOf({ heading, name, paragraphs, facts = [], action, notYou }: MailContent): string {
  return [
    `<h1 class="m-text" style="${STYLE.heading}">${escapeHtml(heading)}</h1>`,
    paragraph(name === null ? 'Hello,' : `Hello ${name},`),
    ...paragraphs.map(paragraph),
    facts.length === 0 ? '' : factTable(facts),
    action === null ? '' : `${button(action)}\n${bareLink(action)}`,
    `<div class="m-muted m-rule" style="${STYLE.notYou}">${escapeHtml(notYou.text)}${notYouLink(notYou.action)}</div>`,
  ]
    .filter((block) => block !== '')
    .join('\n')
}

const paragraph = (text: string): string => `<p style="${STYLE.paragraph}">${escapeHtml(text)}</p>`

const factTable = (facts: NonNullable<MailContent['facts']>): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${STYLE.facts}">
${facts.map(factRow).join('\n')}
</table>`

const factRow = ([label, value]: readonly [string, string]): string =>
  `<tr><td class="m-muted" style="${STYLE.factLabel}">${escapeHtml(label)}</td><td class="m-text" style="${STYLE.factValue}">${escapeHtml(value)}</td></tr>`

// A cell with a colour of its own: Outlook on Windows draws neither padding nor background of a link.
const button = ({ label, link }: Action): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${STYLE.buttonTable}"><tr><td class="m-button" bgcolor="#4c52d0" style="${STYLE.buttonCell}"><a class="m-button" href="${escapeHtml(link)}" style="${STYLE.button}">${escapeHtml(label)}</a></td></tr></table>`

function bareLink({ link, until }: Action): string {
  const ends = until ? `<br>The link works until ${escapeHtml(instantInWords(until))}.` : ''
  return `<p class="m-muted" style="${STYLE.small}">If the button does nothing, open this link:<br>${linkTo(link)}${ends}</p>`
}

const notYouLink = (action: Action | undefined): string =>
  action
    ? `<br><a class="m-link" href="${escapeHtml(action.link)}" style="${STYLE.link}">${escapeHtml(action.label)}</a><br>${escapeHtml(action.link)}`
    : ''

const linkTo = (link: string): string =>
  `<a class="m-link" href="${escapeHtml(link)}" style="${STYLE.link}">${escapeHtml(link)}</a>`
