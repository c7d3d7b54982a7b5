import type { EscalationTarget } from '@mointering/api-contract/http/escalation'
import { reachPeople } from '@mointering/db/on-call/people-channels'
import { readSchedules } from '@mointering/db/on-call/read-schedules'
import { onCallAt } from '@mointering/monitoring-core/on-call'
import type pg from 'pg'

export type FoundTargets = { channelIds: string[]; people: string[] }

/** The channels that a step tells at an instant, each once: those it names, and those of the people it names or who are on call. What is gone or switched off is left out. */
export async function findTargets(
  client: pg.PoolClient,
  { workspaceId, targets, nowMs }: { workspaceId: string; targets: readonly EscalationTarget[]; nowMs: number },
): Promise<FoundTargets> {
  const idsOf = (kind: EscalationTarget['kind']) => targets.filter((target) => target.kind === kind).map(({ id }) => id)
  const schedules = await readSchedules(client, { workspaceId, ids: idsOf('schedule'), afterMs: nowMs })
  const onCall = schedules.flatMap((schedule) => onCallAt(schedule, nowMs) ?? [])
  const people = await reachPeople(client, workspaceId, [...new Set([...idsOf('user'), ...onCall])])
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM channel WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND enabled ORDER BY created_at, id',
    [workspaceId, idsOf('channel')],
  )
  const ofPeople = people.flatMap(({ channelId }) => channelId ?? [])
  return {
    channelIds: [...new Set([...rows.map(({ id }) => id), ...ofPeople])],
    people: people.filter(({ channelId }) => channelId !== null).map(({ name }) => name),
  }
}
