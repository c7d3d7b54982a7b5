export const SECURITY_PAGE = '/account/security'
/** For mails. */
export const securityLink = (publicUrl: string): string => `${publicUrl}${SECURITY_PAGE}`
