import { fail } from '../finding.js'

export const isHttp = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:'

/** A URL of a monitor, which was validated when it was saved; throws a CheckFailure when it is none all the same. */
export function httpUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !isHttp(url)) throw fail('invalid_target', 'The address of this monitor is not an http or https URL.')
  return url
}
