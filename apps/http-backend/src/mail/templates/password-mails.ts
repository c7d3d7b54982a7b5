import { oneLine } from '@mointering/backend-common/mail/one-line'
import type { MailMessage } from '../mails.js'
import type { MailContent } from './mail-content.js'
import { instantInWords, shownName } from './words.js'

type Of<Kind extends MailMessage['kind']> = Extract<MailMessage, { kind: Kind }>

export const resetPassword = ({ name, link, expiresAt }: Of<'reset_password'>): MailContent => ({
  subject: 'Choose a new password',
  preview: 'The link works once.',
  heading: 'Choose a new password',
  name: shownName(name),
  paragraphs: [
    'A new password was asked for, for the account with this address. The link works once. When you have chosen one, all browsers that are signed in to your account are signed out.',
  ],
  action: { label: 'Choose a new password', link, until: expiresAt },
  notYou: { text: 'You did not ask for this? Then do nothing: your password stays as it is.' },
})

export const passwordChanged = ({ name, at, device, resetLink }: Of<'password_changed'>): MailContent => ({
  subject: 'Your password was changed',
  preview: 'All other browsers were signed out.',
  heading: 'Your password was changed',
  name: shownName(name),
  paragraphs: ['The password of your account was changed, and all other browsers were signed out.'],
  facts: [
    ['When', instantInWords(at)],
    ['Device', oneLine(device)],
  ],
  action: null,
  notYou: {
    text: 'That was not you? Choose a new password at once. That signs everybody else out.',
    action: { label: 'Choose a new password', link: resetLink },
  },
})
