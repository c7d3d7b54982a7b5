import { type EscalationSteps, escalationSteps } from '@mointering/api-contract/http/escalation'
import type pg from 'pg'
import { epochMs, timestampOf } from '../queryable.js'

/** A policy of this workspace; null when there is none with this id. */
export async function readPolicy(
  client: pg.PoolClient,
  { workspaceId, policyId }: { workspaceId: string; policyId: string },
): Promise<{ id: string; name: string; steps: EscalationSteps; repeats: number } | null> {
  const { rows } = await client.query<{ id: string; name: string; steps: unknown; repeats: number }>(
    'SELECT id, name, steps, repeats FROM escalation_policy WHERE workspace_id = $1 AND id = $2',
    [workspaceId, policyId],
  )
  const [row] = rows
  return row ? { ...row, steps: escalationSteps.parse(row.steps) } : null
}

/** How far an escalation went since people were first told, or began to wait anew. */
export type EscalationProgress = {
  /** The event since which it counts. */
  since: { eventId: string; atMs: number }
  toldMs: number[]
  /** What was told with that event goes out no sooner; null: at once. */
  heldUntilMs: number | null
}

const BEGINNINGS = ['opened', 'reopened', 'released', 'unacknowledged']

/** Read from the timeline, so that a crash forgets nothing. Null for an incident without a beginning on its timeline. */
export async function readProgress(
  client: pg.PoolClient,
  incidentId: string,
  nowMs: number,
): Promise<EscalationProgress | null> {
  const { rows } = await client.query<{ id: string; kind: string; atMs: number }>(
    `SELECT id, kind, ${epochMs('at')} AS "atMs" FROM incident_event WHERE incident_id = $1 AND kind = ANY($2::text[]) ORDER BY id`,
    [incidentId, [...BEGINNINGS, 'escalated']],
  )
  const begin = rows.findLastIndex(({ kind }) => kind !== 'escalated')
  const first = rows[begin]
  if (!first) return null
  const held = await client.query<{ untilMs: number | null }>(
    `SELECT ${epochMs('max(next_attempt_at)')} AS "untilMs" FROM delivery
     WHERE incident_id = $1 AND event_key = $2 AND state = 'waiting' AND held_by = 'dependency' AND next_attempt_at > ${timestampOf('$3::float8')}`,
    [incidentId, `incident:${first.id}`, nowMs],
  )
  return {
    since: { eventId: first.id, atMs: first.atMs },
    toldMs: rows.slice(begin + 1).map(({ atMs }) => atMs),
    heldUntilMs: held.rows[0]?.untilMs ?? null,
  }
}

/** The channels that were told of an event of an incident, or are about to be. */
export async function readChannelsTold(client: pg.PoolClient, eventId: string): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT channel_id AS id FROM delivery WHERE event_key = $1 AND state <> 'dropped'`,
    [`incident:${eventId}`],
  )
  return new Set(rows.map(({ id }) => id))
}
