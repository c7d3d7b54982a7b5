import { channelSettings } from '@mointering/api-contract/channels/channel-settings'
import { notice } from '@mointering/api-contract/notices/notice'
import { openChannelSecrets } from '@mointering/backend-common/crypto/channel-secrets'
import { type Sealer, UnsealError } from '@mointering/backend-common/crypto/sealer'
import type { ClaimedDelivery } from '@mointering/db/notices/claim-deliveries'
import { type ChannelTable, channelKindOf } from './channels/all-channels.js'
import type { ChannelTools, Outcome } from './channels/channel-kind.js'
import { DeliveryError } from './channels/delivery-error.js'
import type { NotifierEvents } from './events.js'
import type { Fault } from './fault.js'
import type { ChannelRequest } from './http/channel-requests.js'

/** How an attempt went: what the channel says, or that there was no answer. `isOurs`: it says nothing about the channel. */
export type Tried =
  | (Extract<Outcome, { kind: 'sent' }> & { httpStatus: number | null })
  | Exclude<Outcome, { kind: 'sent' }>
  | { kind: 'unsure' | 'unreached'; reason: string; isOurs: boolean; httpStatus: null }

export type AttemptDeps = {
  table: ChannelTable
  open: Sealer['open']
  request: ChannelRequest
  now: () => number
  /** Stores that a recipient was told. */
  recordTold: (claimed: ClaimedDelivery, part: string) => Promise<void>
  events: NotifierEvents
  fault: Fault
}

/** Tries a delivery once. Never rejects but with what a fault point rejects with; ends soon after `signal` does, whatever the channel does. */
export function createAttempt(deps: AttemptDeps): (claimed: ClaimedDelivery, signal: AbortSignal) => Promise<Tried> {
  const { table, open, events } = deps

  return async function attempt(claimed, signal) {
    const told = notice.safeParse(claimed.notice)
    if (!told.success) return permanent('The notice cannot be read')
    try {
      const settings = channelSettings.safeParse(openChannelSecrets(claimed.channelSettings, claimed.channelId, open))
      if (!settings.success) return permanent('The settings of the channel cannot be read: edit and save it')
      const kind = channelKindOf(table, settings.data)
      if (kind === null) return permanent(`This release cannot reach channels of the kind ${settings.data.kind}`)
      const seen: { httpStatus: number | null } = { httpStatus: null }
      const tools = toolsOf(claimed, signal, deps, seen)
      const outcome = await Promise.race([kind.deliver(settings.data, told.data, tools), cutOff(signal)])
      return outcome.kind === 'sent' ? { ...outcome, ...seen } : outcome
    } catch (error) {
      return triedOf(error, claimed, events)
    }
  }
}

/** `seen` takes the status of the last answer. */
function toolsOf(
  claimed: ClaimedDelivery,
  signal: AbortSignal,
  deps: AttemptDeps,
  seen: { httpStatus: number | null },
): ChannelTools {
  const { request, now, recordTold, fault } = deps
  const told = new Set(claimed.toldParts)
  return {
    now,
    signal,
    async request(wanted) {
      await fault('request:before')
      const answer = await request(wanted, signal)
      seen.httpStatus = answer.status
      await fault('request:after')
      return answer
    },
    parts: {
      isTold: (part) => told.has(part),
      async told(part) {
        await fault('part:accepted')
        await recordTold(claimed, part)
        told.add(part)
        await fault('part:told')
      },
    },
  }
}

const permanent = (reason: string): Tried => ({ kind: 'permanent', reason, httpStatus: null })

function triedOf(error: unknown, claimed: ClaimedDelivery, events: NotifierEvents): Tried {
  if (error instanceof DeliveryError) {
    const { message: reason, isOurs } = error
    if (error.isPermanent) return permanent(reason)
    return { kind: error.isUnsure ? 'unsure' : 'unreached', reason, isOurs, httpStatus: null }
  }
  if (error instanceof UnsealError) {
    events.secretsUnreadable(claimed, error)
    return {
      kind: 'unreached',
      reason: 'The stored secrets of the channel cannot be opened: enter them again',
      isOurs: true,
      httpStatus: null,
    }
  }
  events.failedByBug(claimed, error)
  return { kind: 'unsure', reason: 'The attempt ended with a fault of ours', isOurs: true, httpStatus: null }
}

/** A channel that waits for something without an end is left alone. */
function cutOff(signal: AbortSignal): Promise<never> {
  const error = () => new DeliveryError('The attempt took too long', { isUnsure: true })
  return new Promise((_, reject) => {
    if (signal.aborted) reject(error())
    // A moment later: what the channel itself says of its end is more exact.
    else signal.addEventListener('abort', () => setTimeout(() => reject(error()), GRACE_MS), { once: true })
  })
}

const GRACE_MS = 250
