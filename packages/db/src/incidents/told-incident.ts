import { storedMonitorSettings } from '@mointering/api-contract/monitors/stored-settings'
import { targetLine } from '@mointering/api-contract/monitors/target-line'
import type { IncidentSeverity } from '@mointering/monitoring-core/incident-machine'
import type pg from 'pg'
import { epochMs, timestampOf } from '../queryable.js'

/** An open incident with what is needed to tell of it again. Epoch milliseconds. */
export type ToldIncident = {
  id: string
  workspace: { id: string; name: string }
  severity: IncidentSeverity
  flapping: boolean
  reason: string | null
  errorCode: string | null
  startedMs: number
  acknowledgedMs: number | null
  nextReminderMs: number | null
  nextEscalationMs: number | null
  monitor: { id: string; name: string; kind: string; target: string; tags: string[]; remindEveryMinutes: number | null }
}

type Row = Omit<ToldIncident, 'workspace' | 'monitor'> & {
  workspaceId: string
  workspaceName: string
  monitorId: string
  monitorName: string
  kind: string
  settings: unknown
  tags: string[]
  remindEveryMinutes: number | null
}

/** The open incident of a monitor, locked until the transaction ends; null when it is open no more, or somebody else has it in hand. */
export async function lockOpenIncident(client: pg.PoolClient, id: string): Promise<ToldIncident | null> {
  const { rows } = await client.query<Row>(
    `SELECT incident.id, incident.severity, incident.flapping, incident.reason, incident.error_code AS "errorCode",
       ${epochMs('incident.started_at')} AS "startedMs", ${epochMs('incident.acknowledged_at')} AS "acknowledgedMs",
       ${epochMs('incident.next_reminder_at')} AS "nextReminderMs", ${epochMs('incident.next_escalation_at')} AS "nextEscalationMs",
       workspace.id AS "workspaceId", workspace.name AS "workspaceName", monitor.id AS "monitorId", monitor.name AS "monitorName", monitor.kind,
       monitor.settings, monitor.tags, monitor.remind_every_minutes AS "remindEveryMinutes"
     FROM incident JOIN monitor ON monitor.key = incident.monitor_key JOIN workspace ON workspace.id = incident.workspace_id
     WHERE incident.id = $1 AND incident.status = 'open' AND workspace.deleted_at IS NULL FOR UPDATE OF incident SKIP LOCKED`,
    [id],
  )
  const [row] = rows
  if (!row) return null
  const { workspaceId, workspaceName, monitorId, monitorName, kind, settings, tags, remindEveryMinutes, ...incident } =
    row
  const target = targetLine(storedMonitorSettings.parse(settings))
  return {
    ...incident,
    workspace: { id: workspaceId, name: workspaceName },
    monitor: { id: monitorId, name: monitorName, kind, target, tags, remindEveryMinutes },
  }
}

/** When to look at an incident again, and how far its escalation went, when that is known. */
export async function saveTimers(
  client: pg.PoolClient,
  id: string,
  timers: { reminderMs: number | null; escalationMs: number | null; policyId?: string | null; toldSteps?: number },
): Promise<void> {
  const { reminderMs, escalationMs, policyId, toldSteps } = timers
  await client.query(
    `UPDATE incident SET next_reminder_at = ${timestampOf('$2::float8')}, next_escalation_at = ${timestampOf('$3::float8')},
       escalation_policy_id = CASE WHEN $5::int IS NULL THEN escalation_policy_id ELSE $4::uuid END, escalation_step = coalesce($5, escalation_step)
     WHERE id = $1`,
    [id, reminderMs, escalationMs, policyId ?? null, toldSteps ?? null],
  )
}

/** From now on people are told: the escalation begins now, and reminders come. */
export async function endQuiet(
  client: pg.PoolClient,
  id: string,
  timers: { reminderMs: number | null; escalationMs: number },
): Promise<void> {
  await client.query(
    `UPDATE incident SET quiet_because = NULL, next_reminder_at = ${timestampOf('$2::float8')}, next_escalation_at = ${timestampOf('$3::float8')},
       version = version + 1 WHERE id = $1`,
    [id, timers.reminderMs, timers.escalationMs],
  )
}
