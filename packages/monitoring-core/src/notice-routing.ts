/** Whom a notice is about. */
export type NoticeSubject = { monitorId: string | null; tags: readonly string[]; severity: string }

/** Empty lists fit everything. Of the rules, in order of `position`, the first that fits decides. */
export type RoutingRule = {
  id: string
  position: number
  tags: readonly string[]
  monitorIds: readonly string[]
  severities: readonly string[]
  channelIds: readonly string[]
  escalationPolicyId: string | null
}

/** `ruleId`: of the rule that decided; null for the default channels. */
export type Route = { channelIds: readonly string[]; escalationPolicyId: string | null; ruleId: string | null }

/** Where a notice goes: as the first rule that fits says, else to the default channels. */
export function routeOf(
  subject: NoticeSubject,
  rules: readonly RoutingRule[],
  defaultChannelIds: readonly string[],
): Route {
  const rule = rules.toSorted((a, b) => a.position - b.position).find((candidate) => fits(candidate, subject))
  if (!rule) return { channelIds: defaultChannelIds, escalationPolicyId: null, ruleId: null }
  return { channelIds: [...new Set(rule.channelIds)], escalationPolicyId: rule.escalationPolicyId, ruleId: rule.id }
}

function fits(rule: RoutingRule, { monitorId, tags, severity }: NoticeSubject): boolean {
  if (rule.severities.length > 0 && !rule.severities.includes(severity)) return false
  if (rule.monitorIds.length > 0 && (monitorId === null || !rule.monitorIds.includes(monitorId))) return false
  return rule.tags.length === 0 || rule.tags.some((tag) => tags.includes(tag))
}
