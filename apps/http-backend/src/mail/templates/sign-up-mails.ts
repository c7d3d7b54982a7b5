import type { MailMessage } from '../mails.js'
import type { MailContent } from './mail-content.js'
import { shownName } from './words.js'

type Of<Kind extends MailMessage['kind']> = Extract<MailMessage, { kind: Kind }>

export const verifySignUp = ({ name, link, expiresAt }: Of<'verify_sign_up'>): MailContent => ({
  subject: 'Confirm your e-mail address',
  preview: 'One step is left until your account is ready.',
  heading: 'Confirm your e-mail address',
  name: shownName(name),
  paragraphs: ['You signed up with this address. Confirm that it is yours, and your account is ready.'],
  action: { label: 'Confirm address', link, until: expiresAt },
  notYou: { text: 'You did not sign up? Then do nothing: without the confirmation there is no account.' },
})

export const signUpKnownAddress = ({ name, signInLink, resetLink }: Of<'sign_up_known_address'>): MailContent => ({
  subject: 'You already have an account',
  preview: 'Somebody signed up with your address, which has an account.',
  heading: 'You already have an account',
  name: shownName(name),
  paragraphs: [
    'Somebody signed up with your address just now. It has an account already, so no second one was made, and nothing was changed.',
    'If that was you, sign in.',
  ],
  action: { label: 'Sign in', link: signInLink },
  notYou: {
    text: 'You forgot your password? Choose a new one. You did not sign up? Then do nothing: nobody got into your account by this.',
    action: { label: 'Choose a new password', link: resetLink },
  },
})

export const confirmEmail = ({ name, link, expiresAt }: Of<'confirm_email'>): MailContent => ({
  subject: 'Confirm your new e-mail address',
  preview: 'Your account moves to this address when you confirm it.',
  heading: 'Confirm your new e-mail address',
  name: shownName(name),
  paragraphs: [
    'You want to use this address for your account. It does as soon as you confirm it; until then the old one stays.',
  ],
  action: { label: 'Confirm address', link, until: expiresAt },
  notYou: { text: 'You did not ask for this? Then do nothing: the account stays as it is.' },
})
