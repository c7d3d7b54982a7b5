/** Pages that mails lead to. */
const PAGES = {
  signIn: '/sign-in',
  verifySignUp: '/sign-up/verify',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  confirmEmail: '/confirm-email',
} as const

/** The absolute address of a page; the token, which is a secret, in its query. */
export const pageLink = (publicUrl: string, page: keyof typeof PAGES, token?: string): string =>
  `${publicUrl}${PAGES[page]}${token === undefined ? '' : `?token=${encodeURIComponent(token)}`}`
