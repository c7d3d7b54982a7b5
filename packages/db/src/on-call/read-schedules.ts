import { onCallLayers } from '@mointering/api-contract/http/on-call'
import type { OnCallSchedule } from '@mointering/monitoring-core/on-call'
import { epochMs, type Queryable } from '../queryable.js'

/** A schedule as who is on call is found by it: those who are no members any more are on call no more. */
export type ReadSchedule = OnCallSchedule & { id: string; name: string; layerNames: readonly string[] }

type Row = {
  id: string
  name: string
  timeZone: string
  layers: unknown
  members: string[] | null
  overrides: { userId: string; fromMs: number; toMs: number }[] | null
}

/** These schedules of the workspace, with the overrides that end after an instant; those of other workspaces are missing. */
export async function readSchedules(
  client: Queryable,
  { workspaceId, ids, afterMs }: { workspaceId: string; ids: readonly string[]; afterMs: number },
): Promise<ReadSchedule[]> {
  const { rows } = await client.query<Row>(
    `SELECT id, name, time_zone AS "timeZone", layers,
       (SELECT json_agg(user_id) FROM membership WHERE membership.workspace_id = schedule.workspace_id) AS members,
       (SELECT json_agg(json_build_object('userId', one.user_id, 'fromMs', ${epochMs('one.starts_at')}, 'toMs', ${epochMs('one.ends_at')})
                        ORDER BY one.created_at, one.id)
        FROM on_call_override one WHERE one.schedule_id = schedule.id AND one.ends_at > $3) AS overrides
     FROM on_call_schedule schedule WHERE workspace_id = $1 AND id = ANY($2::uuid[]) ORDER BY created_at, id`,
    [workspaceId, ids, new Date(afterMs)],
  )
  return rows.map(({ members, overrides, layers, ...schedule }) => {
    const present = new Set(members)
    const stored = onCallLayers.parse(layers)
    return {
      ...schedule,
      layerNames: stored.map(({ name }) => name),
      layers: stored.map((layer) => ({
        ...layer,
        participants: layer.participants.map((id) => (present.has(id) ? id : null)),
      })),
      overrides: (overrides ?? []).filter(({ userId }) => present.has(userId)),
    }
  })
}
