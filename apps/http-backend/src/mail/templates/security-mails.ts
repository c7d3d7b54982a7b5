import { oneLine } from '@mointering/backend-common/mail/one-line'
import type { MailMessage } from '../mails.js'
import type { MailContent } from './mail-content.js'
import { instantInWords, shownName } from './words.js'

type Of<Kind extends MailMessage['kind']> = Extract<MailMessage, { kind: Kind }>

export const emailChanged = ({ name, newEmail, at }: Of<'email_changed'>): MailContent => ({
  subject: 'Your e-mail address was changed',
  preview: 'Your account has another address now.',
  heading: 'Your e-mail address was changed',
  name: shownName(name),
  paragraphs: [
    'Your account has another address now. You sign in with it, and mails go there. This is the last one to this address.',
  ],
  facts: [
    ['New address', oneLine(newEmail)],
    ['When', instantInWords(at)],
  ],
  action: null,
  notYou: {
    text: 'That was not you? Tell the people who run this installation at once: they can give your account back to you.',
  },
})

export const secondFactorChanged = ({
  name,
  what,
  at,
  device,
  securityLink,
}: Of<'second_factor_changed'>): MailContent => ({
  subject: 'The way you sign in was changed',
  preview: oneLine(what),
  heading: 'The way you sign in was changed',
  name: shownName(name),
  paragraphs: ['The following was changed in your account.'],
  facts: [
    ['What', oneLine(what)],
    ['When', instantInWords(at)],
    ['Device', oneLine(device)],
  ],
  action: null,
  notYou: {
    text: 'That was not you? Change your password, end all other sessions, and undo the change on the security page.',
    action: { label: 'Open the security page', link: securityLink },
  },
})

export const identityLinked = ({ name, providerName, at, securityLink }: Of<'identity_linked'>): MailContent => ({
  subject: `You can sign in with ${oneLine(providerName)} now`,
  preview: 'Another way to sign in was linked to your account.',
  heading: `You can sign in with ${oneLine(providerName)} now`,
  name: shownName(name),
  paragraphs: [
    `An account at ${oneLine(providerName)} was linked to yours. Whoever can sign in there can sign in here.`,
  ],
  facts: [['When', instantInWords(at)]],
  action: null,
  notYou: {
    text: 'That was not you? Remove it on the security page, end all other sessions, and change your password.',
    action: { label: 'Open the security page', link: securityLink },
  },
})

export const sessionStolen = ({ name, at, device, ipAddress, securityLink }: Of<'session_stolen'>): MailContent => ({
  subject: 'A session of yours was ended for safety',
  preview: 'Somebody else may have had a copy of it.',
  heading: 'A session of yours was ended for safety',
  name: shownName(name),
  paragraphs: [
    'A key to one of your sessions was used a second time, so somebody else may have had a copy of it. The session was ended at once; sign in again to go on.',
  ],
  facts: [
    ['When', instantInWords(at)],
    ['Device', oneLine(device)],
    ['Address', oneLine(ipAddress ?? 'not known')],
  ],
  action: { label: 'Look at your sessions', link: securityLink },
  notYou: {
    text: 'You do not know this device or address? Then change your password, which ends all other sessions, and look for unwanted extensions in your browser.',
  },
})

export const accountDeleted = ({ name, at }: Of<'account_deleted'>): MailContent => ({
  subject: 'Your account was deleted',
  preview: 'Your account and your sessions are gone.',
  heading: 'Your account was deleted',
  name: shownName(name),
  paragraphs: [
    'Your account is gone, and so are your sessions and your ways to sign in. This is the last mail about it.',
  ],
  facts: [['When', instantInWords(at)]],
  action: null,
  notYou: { text: 'That was not you? Tell the people who run this installation.' },
})
