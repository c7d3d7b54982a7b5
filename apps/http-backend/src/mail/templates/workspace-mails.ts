import type { Role } from '@mointering/api-contract/http/accounts'
import type { MailMessage } from '../mails.js'
import type { MailContent } from './mail-content.js'
import { instantInWords, shownName } from './words.js'

type Of<Kind extends MailMessage['kind']> = Extract<MailMessage, { kind: Kind }>

const MAY: Record<Role, string> = {
  owner: 'As an owner you may do everything in it.',
  admin: 'As an admin you may change monitors, members and settings.',
  editor: 'As an editor you may see and change its monitors.',
  viewer: 'As a viewer you may see its monitors.',
}

export const invitation = (message: Of<'invitation'>): MailContent => {
  const [workspaceName, invitedBy] = [shownName(message.workspaceName), shownName(message.invitedBy)]
  return {
    subject: `${invitedBy} invites you to “${workspaceName}”`,
    preview: 'Accept the invitation to see its monitors.',
    heading: `Join “${workspaceName}”`,
    name: null,
    paragraphs: [`${invitedBy} invites you to the workspace “${workspaceName}”. ${MAY[message.role]}`],
    action: { label: 'See the invitation', link: message.link, until: message.expiresAt },
    notYou: {
      text: 'You do not know who this is, or do not want to join? Then do nothing: the invitation ends by itself.',
    },
  }
}

export const ownershipReceived = (message: Of<'ownership_received'>): MailContent => {
  const [workspaceName, from] = [shownName(message.workspaceName), shownName(message.from)]
  return {
    subject: `You own “${workspaceName}” now`,
    preview: `${from} handed it over to you.`,
    heading: `You own “${workspaceName}” now`,
    name: shownName(message.name),
    paragraphs: [
      `${from} handed the workspace “${workspaceName}” over to you. You may do everything in it now: change roles, delete it, or hand it on.`,
    ],
    action: { label: 'Open the workspace', link: message.link },
    notYou: { text: 'You did not expect this? Ask who handed it over; you can hand it back in its settings.' },
  }
}

export const workspaceDeleted = (message: Of<'workspace_deleted'>): MailContent => {
  const [workspaceName, by] = [shownName(message.workspaceName), shownName(message.by)]
  return {
    subject: `“${workspaceName}” was deleted`,
    preview: `It can be brought back until ${instantInWords(message.purgeAt)}.`,
    heading: `“${workspaceName}” was deleted`,
    name: shownName(message.name),
    paragraphs: [
      `${by} deleted the workspace “${workspaceName}”. Nothing in it is checked any more. An owner can bring it back with all it holds until the time below; after that it is gone for good.`,
    ],
    facts: [['Gone for good', instantInWords(message.purgeAt)]],
    action: { label: 'Open your workspaces', link: message.link },
    notYou: { text: 'That was a mistake? Bring it back before that time.' },
  }
}
