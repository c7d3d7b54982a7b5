import { type NoticeSubject, type Route, type RoutingRule, routeOf } from '@mointering/monitoring-core/notice-routing'
import type pg from 'pg'

type Routing = { rules: RoutingRule[]; defaults: string[]; enabled: ReadonlySet<string> }

/** The routing of some workspaces, as the transaction sees it. A channel that is switched off gets nothing. */
export async function readRouting(
  client: pg.PoolClient,
  workspaceIds: readonly string[],
): Promise<(workspaceId: string, subject: NoticeSubject) => Route> {
  const ids = [...new Set(workspaceIds)]
  const routing = new Map<string, Routing>(ids.map((id) => [id, { rules: [], defaults: [], enabled: new Set() }]))
  if (ids.length > 0) {
    const rules = await client.query<RoutingRule & { workspaceId: string }>(
      `SELECT id, workspace_id AS "workspaceId", position, tags, monitor_ids AS "monitorIds", severities, channel_ids AS "channelIds",
              escalation_policy_id AS "escalationPolicyId"
       FROM notice_rule WHERE workspace_id = ANY($1::uuid[])`,
      [ids],
    )
    for (const { workspaceId, ...rule } of rules.rows) routing.get(workspaceId)?.rules.push(rule)
    const channels = await client.query<{ id: string; workspaceId: string; isDefault: boolean }>(
      `SELECT id, workspace_id AS "workspaceId", is_default AS "isDefault" FROM channel WHERE workspace_id = ANY($1::uuid[]) AND enabled ORDER BY created_at, id`,
      [ids],
    )
    for (const id of ids) {
      const own = channels.rows.filter(({ workspaceId }) => workspaceId === id)
      const known = routing.get(id)
      if (!known) continue
      known.defaults = own.filter(({ isDefault }) => isDefault).map((channel) => channel.id)
      known.enabled = new Set(own.map((channel) => channel.id))
    }
  }
  return (workspaceId, subject) => {
    const known = routing.get(workspaceId)
    if (!known) return { channelIds: [], escalationPolicyId: null, ruleId: null }
    const route = routeOf(subject, known.rules, known.defaults)
    return { ...route, channelIds: route.channelIds.filter((id) => known.enabled.has(id)) }
  }
}
