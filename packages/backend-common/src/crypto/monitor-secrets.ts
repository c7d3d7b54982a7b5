import type { ProbeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { mapSecrets, type SecretPlace } from '@mointering/api-contract/monitors/secret-fields'
import { isSealed } from './sealer.js'

/**
 * What a secret of a monitor is bound to: whoever can write to the database cannot move it to another monitor, nor to a place
 * that is shown to people.
 */
export const monitorSecretContext = (monitorId: string, { name }: Pick<SecretPlace, 'name'>): string =>
  `monitor ${monitorId} ${name}`

/** The settings of a check with their sealed secrets opened; what is not sealed stays. Throws what `open` throws. */
export const openMonitorSecrets = (
  settings: ProbeSettings,
  monitorId: string,
  open: (sealed: string, context: string, place: SecretPlace) => string,
): ProbeSettings =>
  mapSecrets(settings, (text, place) =>
    isSealed(text) ? open(text, monitorSecretContext(monitorId, place), place) : text,
  )
