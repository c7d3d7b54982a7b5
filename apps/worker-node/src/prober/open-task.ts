import type { ProbeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import type { CheckTask } from '@mointering/api-contract/pipeline/messages'
import { openMonitorSecrets } from '@mointering/backend-common/crypto/monitor-secrets'
import { type OpenSecret, rememberOpened } from '@mointering/backend-common/crypto/opened-secrets'
import { createSealer, UnsealError } from '@mointering/backend-common/crypto/sealer'
import { fail } from './finding.js'

/** The settings of a task with their secrets readable. Throws a CheckFailure (secrets_unreadable) when one cannot be opened. */
export type OpenTask = (task: CheckTask) => ProbeSettings

/**
 * Opens secrets with these keys (PROBE_SECRETS_KEY), and remembers what it opened: monitors come again and again. A text that is not sealed is taken as
 * it is: it was stored before secrets were sealed.
 */
export function createOpenTask(keys: readonly Uint8Array[]): OpenTask {
  const [current, ...previous] = keys
  const open = current ? rememberOpened(createSealer([current, ...previous]).open) : withoutKey
  // Without an id nothing opens: no context is empty.
  return ({ settings, secretsOf = '' }) =>
    openMonitorSecrets(settings, secretsOf, (sealed, context, place) => {
      try {
        return open(sealed, context)
      } catch (error) {
        if (!(error instanceof UnsealError)) throw error
        throw fail('secrets_unreadable', `This prober cannot open ${place.title}.`, error.message)
      }
    })
}

const withoutKey: OpenSecret = () => {
  throw new UnsealError('PROBE_SECRETS_KEY of this prober is not set')
}
