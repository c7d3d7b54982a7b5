import { AppError } from '@mointering/backend-common/errors/app-error'

/** The ETag of a version: it names what was configured, not the live state that is shown with it. */
export const entityTag = (version: number): string => `"${version}"`

/** Throws stale_version unless If-Match (RFC 9110 13.1.1) is absent, `*`, or names the version. */
export function requireVersion(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const tags = ifMatch.split(',').map((tag) => tag.trim())
  if (tags.includes(entityTag(version))) return
  throw new AppError('stale_version', 'Somebody else changed it meanwhile. Load it again', { context: { version } })
}
