import type { Notice } from '@mointering/api-contract/notices/notice'
import { fit, linesThatFit, oneLine, orDash, tidy } from '../fit.js'
import { TONE_COLOURS, toneOf } from '../words.js'

/** Source: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const MOST = { title: 256, description: 4096, fields: 25, label: 256, value: 1024, footer: 2048, altogether: 6000 }

/** What long values leave of the description, so that facts have room too. */
const SUMMARY = 1500

type Field = { name: string; value: string; inline: boolean }

/** The message: one embed whose title leads to the page, and nobody mentioned whatever the texts say. */
export function discordMessage(notice: Notice): object {
  const { at, url, workspace } = notice
  const title = fit(oneLine(notice.title), MOST.title, escaped)
  const footer = { text: orDash(fit(oneLine(workspace.name), MOST.footer)) }
  const links = linksOf(notice)
  const summary = fit(tidy(notice.summary), SUMMARY, escaped)
  const items = linesThatFit(
    notice.items.map((item) => `• ${escaped(oneLine(item.title))}`),
    MOST.description - summary.length - links.length - 4,
  )
  const description = [summary, items.join('\n'), links].filter((part) => part !== '').join('\n\n')
  const fields = fieldsThatFit(notice, MOST.altogether - title.length - description.length - footer.text.length)
  const color = Number.parseInt(TONE_COLOURS[toneOf(notice)].slice(1), 16)
  const embed = { title: orDash(title), url, description, color, fields, footer, timestamp: at }
  return { embeds: [embed], allowed_mentions: { parse: [] } }
}

const linksOf = ({ url, incident }: Notice): string =>
  [link('Open', url), ...(incident?.acknowledgeUrl ? [link('Acknowledge', incident.acknowledgeUrl)] : [])].join(' · ')

/** Parentheses would end the link early. */
const link = (label: string, url: string): string => `[${label}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`

function fieldsThatFit({ facts }: Notice, longest: number): Field[] {
  const fields: Field[] = []
  let left = longest
  for (const { label, value } of facts.slice(0, MOST.fields)) {
    const name = orDash(fit(oneLine(label), MOST.label, escaped))
    const field = { name, value: orDash(fit(tidy(value), MOST.value, escaped)), inline: value.length <= 40 }
    left -= field.name.length + field.value.length
    if (left < 0) break
    fields.push(field)
  }
  return fields
}

/**
 * Discord's Markdown has a backslash before any mark stand for the mark. `://` is broken up too: addresses that a target wrote do not become links.
 * Source: https://support.discord.com/hc/articles/210298617
 */
const escaped = (text: string): string => text.replace(/[\\*_~`|[\]<>#@]|:(?=\/\/)|^[-+](?=\s)/gm, '\\$&')
