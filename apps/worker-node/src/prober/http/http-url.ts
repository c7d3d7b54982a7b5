import { fail } from '../finding.js'

export const isHttp = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:'

/** A URL of a monitor, which was validated when it was saved; throws a CheckFailure when it is none all the same. */
export function httpUrlOf(text: string): URL {
  const url = parsed(text)
  if (!url || !isHttp(url)) throw fail('invalid_target', 'The address of this monitor is not an http or https URL.')
  return url
}

/** Not `URL.canParse` first: that would parse twice, and this runs at every check. */
function parsed(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
