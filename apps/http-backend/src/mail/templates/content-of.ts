import type { MailMessage } from '../mails.js'
import type { MailContent } from './mail-content.js'
import { passwordChanged, resetPassword } from './password-mails.js'
import { accountDeleted, emailChanged, identityLinked, secondFactorChanged, sessionStolen } from './security-mails.js'
import { confirmEmail, signUpKnownAddress, verifySignUp } from './sign-up-mails.js'
import { invitation, ownershipReceived, workspaceDeleted } from './workspace-mails.js'

/** What the mail of each message says. */
export function contentOf(message: MailMessage): MailContent {
  switch (message.kind) {
    case 'verify_sign_up':
      return verifySignUp(message)
    case 'sign_up_known_address':
      return signUpKnownAddress(message)
    case 'reset_password':
      return resetPassword(message)
    case 'password_changed':
      return passwordChanged(message)
    case 'confirm_email':
      return confirmEmail(message)
    case 'email_changed':
      return emailChanged(message)
    case 'second_factor_changed':
      return secondFactorChanged(message)
    case 'identity_linked':
      return identityLinked(message)
    case 'session_stolen':
      return sessionStolen(message)
    case 'account_deleted':
      return accountDeleted(message)
    case 'invitation':
      return invitation(message)
    case 'ownership_received':
      return ownershipReceived(message)
    case 'workspace_deleted':
      return workspaceDeleted(message)
  }
}
