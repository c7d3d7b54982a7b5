import { escapeHtml } from './escape-html.js'
import { STYLE } from './mail-styles.js'

/** Parts of the card of a mail; every text is escaped. */
export const heading = (text: string): string => `<h1 class="m-text" style="${STYLE.heading}">${escapeHtml(text)}</h1>`

export const paragraph = (text: string): string => `<p style="${STYLE.paragraph}">${escapeHtml(text)}</p>`

export const factTable = (facts: readonly (readonly [label: string, value: string])[]): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${STYLE.facts}">
${facts.map(factRow).join('\n')}
</table>`

const factRow = ([label, value]: readonly [string, string]): string =>
  `<tr><td class="m-muted" style="${STYLE.factLabel}">${escapeHtml(label)}</td><td class="m-text" style="${STYLE.factValue}">${escapeHtml(value)}</td></tr>`

// A cell with a colour of its own: Outlook on Windows draws neither padding nor background of a link.
export const button = ({ label, link }: { label: string; link: string }): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${STYLE.buttonTable}"><tr><td class="m-button" bgcolor="#4c52d0" style="${STYLE.buttonCell}"><a class="m-button" href="${escapeHtml(link)}" style="${STYLE.button}">${escapeHtml(label)}</a></td></tr></table>`

/** A link that shows where it leads. */
export const linkTo = (link: string, label = link): string =>
  `<a class="m-link" href="${escapeHtml(link)}" style="${STYLE.link}">${escapeHtml(label)}</a>`
