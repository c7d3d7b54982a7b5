import type { Action, MailContent } from './mail-content.js'
import { instantInWords } from './words.js'

const WIDTH = 72

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
  return `${filled.map((block) => block.split('\n').map(wrap).join('\n')).join('\n\n')}\n`
}

const actionText = ({ label, link, until }: Action): string =>
  `${label}:\n${link}${until ? `\nThe link works until ${instantInWords(until)}.` : ''}`

function wrap(line: string): string {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > WIDTH) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].join('\n')
}
