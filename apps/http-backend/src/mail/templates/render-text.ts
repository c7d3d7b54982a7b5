import { wrapText } from '@mointering/backend-common/mail/wrap-text'
import type { Action, MailContent } from './mail-content.js'
import { instantInWords } from './words.js'

/** The mail as plain text, in lines of at most 72 characters where words allow; a link is never broken. */
export function renderText(content: MailContent, publicUrl: string): string {
  const { heading, name, paragraphs, facts = [], action, notYou } = content
  const blocks = [
    heading,
    name === null ? 'Hello,' : `Hello ${name},`,
    ...paragraphs,
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    action === null ? '' : actionText(action),
    notYou.text,
    notYou.action ? actionText(notYou.action) : '',
    `--\nMointering at ${publicUrl}`,
  ]
  const filled = blocks.filter((block) => block !== '')
  return `${filled.map(wrapText).join('\n\n')}\n`
}

const actionText = ({ label, link, until }: Action): string =>
  `${label}:\n${link}${until ? `\nThe link works until ${instantInWords(until)}.` : ''}`
