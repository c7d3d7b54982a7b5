import Bowser from 'bowser'

const UNKNOWN_DEVICE = 'Unknown device'

/** A program that is no browser names itself first, as in `curl/8.1` (RFC 9110 10.1.5). Without dots: mail programs make links of them. */
const PRODUCT = /^[A-Za-z][\w+-]{1,30}(?=$|[/ ])/

/** Of what it does not know, bowser repeats all that stands before the last slash: a thief would write the mail that warns of him. */
const BROWSERS: ReadonlySet<string | undefined> = new Set(Object.values(Bowser.BROWSER_MAP))

/** A browser or program in words, for people: "Firefox on Linux", "Safari on iOS", "curl". It is what the client claims, and no proof. */
export function deviceOf(userAgent: string | null): string {
  if (userAgent === null || userAgent === '') return UNKNOWN_DEVICE // bowser throws for nothing
  const { browser, os } = Bowser.parse(userAgent)
  const known = BROWSERS.has(browser.name) ? browser.name : undefined
  const program = known ?? PRODUCT.exec(userAgent)?.[0] ?? UNKNOWN_DEVICE
  return os.name ? `${program} on ${os.name}` : program
}
