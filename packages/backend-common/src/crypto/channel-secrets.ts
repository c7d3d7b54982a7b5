import { type ChannelSecretPlace, mapChannelSecrets } from '@mointering/api-contract/channels/channel-secrets'
import { isSealed, type Sealer } from './sealer.js'

/** What a secret of a channel is bound to: whoever can write to the database cannot move it to another channel, nor to another field. */
export const channelSecretContext = (channelId: string, { name }: Pick<ChannelSecretPlace, 'name'>): string =>
  `channel ${channelId} ${name}`

/**
 * The settings of a channel as they are stored: each secret sealed. One that is sealed already (kept by `keepStoredSecrets`) stays when it opens here, so that
 * nobody passes a text of their own off as sealed. Throws UnsealError when one does not.
 */
export const sealChannelSecrets = (settings: unknown, channelId: string, sealer: Sealer): unknown =>
  mapChannelSecrets(settings, (text, place) => {
    const context = channelSecretContext(channelId, place)
    if (!isSealed(text)) return sealer.seal(text, context)
    const opened = sealer.open(text, context)
    return sealer.isCurrent(text) ? text : sealer.seal(opened, context)
  })

/** The stored settings with their secrets readable; what is not sealed stays. Throws UnsealError when one cannot be opened. */
export const openChannelSecrets = (settings: unknown, channelId: string, open: Sealer['open']): unknown =>
  mapChannelSecrets(settings, (text, place) =>
    isSealed(text) ? open(text, channelSecretContext(channelId, place)) : text,
  )
