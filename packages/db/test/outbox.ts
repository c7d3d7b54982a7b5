import { randomUUID } from 'node:crypto'
import type { Notice } from '@mointering/api-contract/notices/notice'
import type { Database } from '../src/database.js'
import { type ClaimOptions, claimDeliveries } from '../src/notices/claim-deliveries.js'
import { queueDeliveries } from '../src/notices/queue-deliveries.js'
import { inTransaction } from '../src/transaction.js'

export const LEASE_MS = 60_000

export type ChannelFacts = {
  fallbackId?: string
  enabled?: boolean
  failures?: number
  brokenUntil?: Date
  name?: string
}

/** A workspace with an outbox. */
export async function openOutbox({ prisma, pool }: Database) {
  const { id: workspaceId } = await prisma.workspace.create({ data: { slug: randomUUID(), name: 'Acme' } })
  return {
    workspaceId,
    async addChannel(facts: ChannelFacts = {}): Promise<string> {
      const settings = { kind: 'slack', url: 'https://hooks.slack.com/services/T1/B2/abc' }
      const { id } = await prisma.channel.create({
        data: { name: 'Operators', ...facts, workspaceId, kind: 'slack', settings },
      })
      return id
    },
    /** Queues a notice; gives back the id of its delivery. */
    async queue(
      channelId: string,
      facts: { incidentId?: string; eventKey?: string; dueMs?: number; checkedAtMs?: number } = {},
    ): Promise<string> {
      const notice = noticeOf(workspaceId)
      const { incidentId = null, eventKey = `incident:${notice.id}`, dueMs, checkedAtMs = null } = facts
      const delivery = { workspaceId, channelId, eventKey, incidentId, notice, checkedAtMs, heldBy: null }
      await inTransaction(pool, (client) => queueDeliveries(client, [{ ...delivery, notBeforeMs: dueMs ?? null }]))
      return notice.id
    },
    claim: (nowMs: number, more: Partial<ClaimOptions> = {}) =>
      claimDeliveries(pool, { nowMs, leaseMs: LEASE_MS, limit: 100, perChannel: 4, inHand: [], ...more }),
    deliveryOf: (id: string) => prisma.delivery.findUniqueOrThrow({ where: { id } }),
    channelOf: (id: string) => prisma.channel.findUniqueOrThrow({ where: { id } }),
    attemptsOf: (deliveryId: string) =>
      prisma.deliveryAttempt.findMany({ where: { deliveryId }, orderBy: { attempt: 'asc' } }),
  }
}

function noticeOf(workspaceId: string): Notice {
  const url = 'https://status.example.org/incidents'
  return {
    id: randomUUID(),
    kind: 'opened',
    groupKey: 'incident:1',
    severity: 'critical',
    at: '2026-11-25T10:15:00.000Z',
    workspace: { id: workspaceId, name: 'Acme' },
    title: 'Shop is down',
    summary: '',
    facts: [{ label: 'Error', value: 'Connection refused' }],
    monitor: null,
    incident: null,
    items: [],
    url,
  }
}
