import { maskChannelSecrets } from '@mointering/api-contract/channels/channel-secrets'
import type { Channel, Delivery } from '@mointering/api-contract/http/channels'
import { DELIVERY_STATES } from '@mointering/api-contract/http/incidents'
import { notice } from '@mointering/api-contract/notices/notice'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Prisma, Channel as Row } from '@mointering/db/generated/prisma/client'
import { z } from 'zod'

const json = z.record(z.string(), z.unknown())
const state = z.enum(DELIVERY_STATES)

/** The channel as the API answers it: its secrets are masked for everybody. */
export function presentChannel(row: Row): Channel {
  const { id, kind, name, enabled, isDefault, fallbackId, failures, lastError, version } = row
  return {
    id,
    kind,
    name,
    settings: json.parse(maskChannelSecrets(row.settings)),
    enabled,
    isDefault,
    fallbackId,
    failures,
    brokenUntil: row.brokenUntil?.toISOString() ?? null,
    lastError,
    lastSentAt: row.lastSentAt?.toISOString() ?? null,
    version,
    createdAt: row.createdAt.toISOString(),
  }
}

/** What the audit log keeps of a channel. */
export const auditedChannel = ({ kind, name, settings, enabled, isDefault, fallbackId }: Row) => ({
  kind,
  name,
  settings: maskChannelSecrets(settings),
  enabled,
  isDefault,
  fallbackId,
})

export const DELIVERY_PARTS = {
  channel: { select: { id: true, name: true, kind: true } },
} as const satisfies Prisma.DeliveryInclude

export function presentDelivery(row: Prisma.DeliveryGetPayload<{ include: typeof DELIVERY_PARTS }>): Delivery {
  const { id, channel, incidentId, attempts, queuedAt, sentAt, checkedAt, nextAttemptAt, receipt, lastError } = row
  const { kind, severity, title } = notice.parse(row.notice)
  return {
    id,
    channel,
    incidentId,
    kind,
    severity,
    title,
    state: state.parse(row.state),
    attempts,
    queuedAt: queuedAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    latencyMs: sentAt && checkedAt ? sentAt.getTime() - checkedAt.getTime() : null,
    receipt,
    lastError,
  }
}

export const noSuchChannel = () => new AppError('not_found', 'There is no such channel')
