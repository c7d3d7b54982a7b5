/** What a mail says, apart from how it looks: the text and the HTML are both made from this. Plain texts, not yet escaped. */
export type MailContent = {
  subject: string
  /** What a list of mails shows after the subject. */
  preview: string
  heading: string
  /** Null: nobody in particular is addressed. */
  name: string | null
  paragraphs: readonly string[]
  /** When, on which device and so on. */
  facts?: readonly (readonly [label: string, value: string])[]
  action: Action | null
  /** What to do when it was not the reader who did it. */
  notYou: { text: string; action?: Action }
}

/** `until`: the link works so long. */
export type Action = { label: string; link: string; until?: Date }
