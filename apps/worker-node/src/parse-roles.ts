import { ConfigError } from '@mointering/backend-common/config/load-config'
import { ROLES, type Role } from './worker-config.js'

/** The roles named in a comma-separated list; all of them when there is none. Throws a ConfigError that names what is unknown. */
export function parseRoles(list: string | undefined): readonly Role[] {
  const names = (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const unknown = names.filter((name) => !ROLES.some((role) => role === name))
  if (unknown.length > 0) {
    throw new ConfigError(
      `Cannot start, there is no role ${unknown.map((name) => `"${name}"`).join(', ')}. --roles and WORKER_ROLES take ${ROLES.join(', ')}, comma-separated.`,
    )
  }
  return names.length === 0 ? ROLES : ROLES.filter((role) => names.includes(role))
}
