import type { SecretPlace } from '@mointering/api-contract/monitors/secret-fields'

/**
 * What a secret of a monitor is bound to: whoever can write to the database cannot move it to another monitor, nor to a place
 * that is shown to people.
 */
export const monitorSecretContext = (monitorId: string, { name }: Pick<SecretPlace, 'name'>): string =>
  `monitor ${monitorId} ${name}`
