import Bowser from 'bowser'

const UNKNOWN_DEVICE = 'Unknown device'

/** A program that is no browser names itself first, as in `curl/8.1` (RFC 9110 10.1.5). */
const PRODUCT = /^[A-Za-z][\w.+-]{1,30}(?=$|[/ ])/

/** A browser or program in words, for people: "Firefox on Linux", "Safari on iOS", "curl". It is what the client claims, and no proof. */
export function deviceOf(userAgent: string | null): string {
  if (userAgent === null || userAgent === '') return UNKNOWN_DEVICE // bowser throws for nothing
  const { browser, os } = Bowser.parse(userAgent)
  const program = browser.name || PRODUCT.exec(userAgent)?.[0] || UNKNOWN_DEVICE
  return os.name ? `${program} on ${os.name}` : program
}
