import type { MailMessage } from '../mails.js'
import { contentOf } from './content-of.js'
import { renderHtml } from './render-html.js'
import { renderText } from './render-text.js'

export type RenderedMail = { subject: string; text: string; html: string }

/** The mail of a message. `publicUrl`: address of this installation, which the mail says it comes from. */
export function renderMail(message: MailMessage, publicUrl: string): RenderedMail {
  const content = contentOf(message)
  return { subject: content.subject, text: renderText(content, publicUrl), html: renderHtml(content, publicUrl) }
}
