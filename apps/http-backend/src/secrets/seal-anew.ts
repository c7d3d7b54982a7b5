import { mapSecrets } from '@mointering/api-contract/monitors/secret-fields'
import { storedMonitorSettings } from '@mointering/api-contract/monitors/stored-settings'
import { sealChannelSecrets } from '@mointering/backend-common/crypto/channel-secrets'
import { monitorSecretContext } from '@mointering/backend-common/crypto/monitor-secrets'
import { isSealed, type Sealer, UnsealError } from '@mointering/backend-common/crypto/sealer'
import type { StoredChannel } from '@mointering/db/secrets/channel-secrets'
import type { StoredSettings } from '@mointering/db/secrets/monitor-secrets'

/** A text sealed with the current key, whatever it was sealed with before. Null when no key here opens it: it stays, until it is entered again or its key is found. */
export const sealTextAnew = (sealer: Sealer, text: string, context: string): string | null =>
  unlessUnopened(() => anew(sealer, text, context))

/** The same for all secrets of a monitor. */
export const sealSettingsAnew = (sealer: Sealer, { id, settings }: StoredSettings): unknown =>
  unlessUnopened(() =>
    mapSecrets(storedMonitorSettings.parse(settings), (text, place) =>
      anew(sealer, text, monitorSecretContext(id, place)),
    ),
  )

/** The same for all secrets of a channel. */
export const sealChannelAnew = (sealer: Sealer, { id, settings }: StoredChannel): unknown =>
  unlessUnopened(() => sealChannelSecrets(settings, id, sealer))

function anew(sealer: Sealer, text: string, context: string): string {
  if (!isSealed(text)) return sealer.seal(text, context)
  return sealer.isCurrent(text) ? text : sealer.seal(sealer.open(text, context), context)
}

function unlessUnopened<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof UnsealError) return null
    throw error
  }
}
