import { oneLine } from '@mointering/backend-common/mail/one-line'

const MAX_NAME = 100

/**
 * What people call themselves and their workspaces, as it may stand in a sentence of ours: one line, and nothing that a mail program would
 * make a link of. Otherwise anybody could mail a stranger a link of theirs in our name, by an invitation.
 */
export function shownName(name: string): string {
  const line = oneLine(name)
    .replace(/:\/\//g, ': //')
    .replace(/([\p{L}\p{N}_-])\.(?=[\p{L}\p{N}_-]{2})/gu, '$1. ')
    .replace(/@/g, ' at ')
  return oneLine(line.length > MAX_NAME ? `${line.slice(0, MAX_NAME)}…` : line)
}

/** `24 November 2026, 09:30 UTC`: the reader's time zone is not known. */
export const instantInWords = (at: Date): string => `${FORMAT.format(at).replace(' at ', ', ')} UTC`

const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
