import { keepStoredSecrets, mapChannelSecrets } from '@mointering/api-contract/channels/channel-secrets'
import { type ChannelSettings, channelSettings } from '@mointering/api-contract/channels/channel-settings'
import { SECRET_MASK } from '@mointering/api-contract/monitors/secret-mask'
import { openChannelSecrets, sealChannelSecrets } from '@mointering/backend-common/crypto/channel-secrets'
import { type Sealer, UnsealError } from '@mointering/backend-common/crypto/sealer'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { z } from 'zod'

const json = z.record(z.string(), z.json())
type Json = z.infer<typeof json>

/** Fields that say where a channel's messages, and with them its secrets, go. */
const ADDRESSES = ['url', 'server', 'homeserver', 'accountSid', 'cloudId', 'email', 'region'] as const

/** Settings as they are stored: each secret sealed for the channel. */
export const sealedSettings = (settings: ChannelSettings, channelId: string, sealer: Sealer): Json =>
  json.parse(sealChannelSecrets(settings, channelId, sealer))

/**
 * What a change makes of stored settings, sealed again: masks keep what is stored. Throws invalid_input for settings that are none, for another kind, for a mask
 * that stands for nothing, and where kept secrets would go to another address than the one that they were entered for.
 */
export function changedSettings(
  change: Readonly<Record<string, unknown>>,
  stored: unknown,
  channelId: string,
  sealer: Sealer,
): Json {
  const before = json.parse(stored)
  if (change.kind !== before.kind)
    refuse([{ path: 'settings.kind', message: 'The kind of a channel cannot change: add another channel' }])
  const { settings, missing, kept } = keepStoredSecrets(change, before)
  refuse(missing.map(({ path }) => ({ path: `settings.${path}`, message: 'Enter it: nothing is stored here yet' })))
  if (
    kept.length > 0 &&
    ADDRESSES.some((field) => !kept.some(({ path }) => path === field) && change[field] !== before[field])
  ) {
    const message = 'Enter it again: the address has changed, and a stored secret is only sent where it was meant to go'
    refuse(kept.map(({ path }) => ({ path: `settings.${path}`, message })))
  }
  const parsed = channelSettings.safeParse(opened(settings, channelId, sealer))
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: ['settings', ...path].join('.'), message }))
    throw new AppError('invalid_input', issues[0]?.message ?? 'These are no settings of a channel', { issues })
  }
  // What is kept stays sealed as it is, so that nothing seems to have changed.
  const keptPaths = new Set(kept.map(({ path }) => path))
  const checked = mapChannelSecrets(parsed.data, (text, { path }) => (keptPaths.has(path) ? SECRET_MASK : text))
  return json.parse(sealChannelSecrets(keepStoredSecrets(checked, before).settings, channelId, sealer))
}

function opened(settings: unknown, channelId: string, sealer: Sealer): unknown {
  try {
    return openChannelSecrets(settings, channelId, sealer.open)
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error
    const message = 'The stored secrets cannot be opened any more: enter them again'
    throw new AppError('invalid_input', message, { issues: [{ path: 'settings', message }] })
  }
}

function refuse(issues: readonly { path: string; message: string }[]): void {
  const [first] = issues
  if (first) throw new AppError('invalid_input', `${first.path}: ${first.message}`, { issues })
}
