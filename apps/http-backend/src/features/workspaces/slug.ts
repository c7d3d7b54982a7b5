import { randomInt } from 'node:crypto'

const SUFFIX = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A readable, practically unique name for addresses: `ada-lovelace-x4k2mq`. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const suffix = Array.from({ length: 6 }, () => SUFFIX[randomInt(SUFFIX.length)]).join('')
  return `${words === '' ? 'workspace' : words}-${suffix}`
}

/** Words that stand for places of ours, now or one day, and names that would let somebody pass for us. A slug ends up in addresses that people trust. */
const RESERVED = new Set(
  `about abuse account accounts admin administrator api app apps assets auth billing blog callback changelog cdn channels confirm-email
  contact dashboard demo dev docs download events forgot-password health heartbeats help home hostmaster incidents index internal
  invitation invitations invite legal localhost login logout mail me members metrics mointering monitors new null oauth official
  owner ping postmaster pricing privacy profile public register reset-password root security server settings setup sign-in sign-out
  sign-up signin signout signup sso staff static status status-pages styleguide support system team terms test undefined user
  users verify webmaster well-known workspace workspaces www`.split(/\s+/),
)

export const isReservedSlug = (slug: string): boolean => RESERVED.has(slug)
