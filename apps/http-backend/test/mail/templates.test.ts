import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type MailMessage, mailMessage } from '../../src/mail/mails.js'
import { renderMail } from '../../src/mail/templates/render-mail.js'
import { PUBLIC_URL, SAMPLES } from './sample-messages.js'

const KINDS = mailMessage.options.map((option) => option.shape.kind.value)
const samples = KINDS.map((kind) => SAMPLES[kind])
const golden = (name: string) => new URL(`golden/${name}`, import.meta.url)

/** With UPDATE_GOLDEN=1 the files are written anew; look at the difference before you commit it. */
async function expectGolden(name: string, actual: string): Promise<void> {
  if (process.env.UPDATE_GOLDEN === '1') await writeFile(golden(name), actual)
  expect(actual).toBe(await readFile(golden(name), 'utf8'))
}

/** Every text of a message replaced by `text`; links stay. */
function poisoned(message: MailMessage, text: string): MailMessage {
  const isText = (name: string, value: unknown) =>
    typeof value === 'string' && !['kind', 'role'].includes(name) && !/link/i.test(name)
  const fields = Object.entries(message).map(([name, value]) => [name, isText(name, value) ? text : value])
  return mailMessage.parse(Object.fromEntries(fields))
}

describe.each(samples)('$kind', (message) => {
  const mail = renderMail(message, PUBLIC_URL)

  it('looks as agreed', async () => {
    await expectGolden(`${message.kind}.golden.txt`, `Subject: ${mail.subject}\n\n${mail.text}`)
    await expectGolden(`${message.kind}.golden.html`, mail.html)
  })

  it('says the same in text and in HTML, with every link in both', () => {
    const links = Object.values(message).filter((value) => typeof value === 'string' && value.startsWith('https://'))
    for (const link of links) {
      expect(mail.text.split('\n')).toContain(link)
      expect(mail.html).toContain(`href="${link}"`)
      expect(mail.html).toContain(`>${link}<`)
    }
  })

  it('loads and runs nothing, and leads nowhere but to this installation', () => {
    expect(mail.html).not.toMatch(
      /<(?:script|img|link|iframe|object|form|base|svg)\b|\bon[a-z]+\s*=|url\(|@import|src=/i,
    )
    for (const [, target = ''] of mail.html.matchAll(/href="([^"]*)"/g))
      expect(target.startsWith(PUBLIC_URL)).toBe(true)
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark">')
    expect(mail.html).toContain('prefers-color-scheme:dark')
  })

  it('shows markup in a name as text', () => {
    const evil = `"><script>alert('1')</script><a href="https://evil.example">&amp;`
    const { html } = renderMail(poisoned(message, evil), PUBLIC_URL)
    expect(html).not.toMatch(/<script|href="https:\/\/evil/i)
    expect(html.match(/<a /g)?.length).toBe(mail.html.match(/<a /g)?.length)
  })

  it('keeps a name within its line, in the subject too', () => {
    const evil = 'Ada\r\nBcc: eve@example.org\r\n\r\nSend money\u2028now\u202egro'
    const { subject, text } = renderMail(poisoned(message, evil), PUBLIC_URL)
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u202e]/u)
    expect(text.split('\n\n')).toHaveLength(mail.text.split('\n\n').length)
    expect(text).not.toMatch(/[\r\u2028\u202a-\u202e\u2066-\u2069]/)
  })
})

it.each(['invitation', 'ownership_received', 'workspace_deleted'] as const)(
  'a stranger cannot have %s mailed with a link of theirs in it',
  (kind) => {
    const evil = 'Pay at https://evil.example/pay or www.evil.example, ask eve@evil.example'
    const { subject, text, html } = renderMail(poisoned(SAMPLES[kind], evil), PUBLIC_URL)
    for (const part of [subject, text, html]) expect(part).not.toMatch(/https:\/\/evil|evil\.example|eve@/)
  },
)

it('a very long name does not make a very long mail', () => {
  const { text } = renderMail(poisoned(SAMPLES.invitation, 'x'.repeat(50_000)), PUBLIC_URL)
  expect(text.length).toBeLessThan(2000)
})
