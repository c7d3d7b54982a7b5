import type { Notice } from '@mointering/api-contract/notices/notice'
import type pg from 'pg'
import { timestampOf } from '../queryable.js'

/** Something to tell on one channel. */
export type NewDelivery = {
  workspaceId: string
  channelId: string
  /** What is told: the same key is told once on a channel, whoever queues it. */
  eventKey: string
  incidentId: string | null
  /** Its id is that of the delivery. */
  notice: Notice
  /** When the check that it tells of ended; null when it tells of none. */
  checkedAtMs: number | null
  /** Not before; null: at once. With `heldBy`, why. */
  notBeforeMs: number | null
  heldBy: string | null
}

/** Puts deliveries into the outbox, in the transaction of what they tell. Those that are there already are left alone. Gives back how many are new. */
export async function queueDeliveries(client: pg.PoolClient, deliveries: readonly NewDelivery[]): Promise<number> {
  if (deliveries.length === 0) return 0
  const { rowCount } = await client.query(
    `INSERT INTO delivery (id, workspace_id, channel_id, event_key, incident_id, severity, notice, checked_at, next_attempt_at, held_by)
     SELECT id, workspace_id, channel_id, event_key, incident_id, severity, notice, ${timestampOf('checked_ms')}, coalesce(${timestampOf('not_before_ms')}, now()), held_by
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::jsonb[], $8::float8[], $9::float8[], $10::text[])
       AS new (id, workspace_id, channel_id, event_key, incident_id, severity, notice, checked_ms, not_before_ms, held_by)
     ON CONFLICT (channel_id, event_key) DO NOTHING`,
    [
      deliveries.map(({ notice }) => notice.id),
      deliveries.map(({ workspaceId }) => workspaceId),
      deliveries.map(({ channelId }) => channelId),
      deliveries.map(({ eventKey }) => eventKey),
      deliveries.map(({ incidentId }) => incidentId),
      deliveries.map(({ notice }) => notice.severity),
      deliveries.map(({ notice }) => JSON.stringify(notice)),
      deliveries.map(({ checkedAtMs }) => checkedAtMs),
      deliveries.map(({ notBeforeMs }) => notBeforeMs),
      deliveries.map(({ heldBy }) => heldBy),
    ],
  )
  return rowCount ?? 0
}
