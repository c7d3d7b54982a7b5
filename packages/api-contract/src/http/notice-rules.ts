import { z } from 'zod'
import { tag } from '../monitors/tag.js'
import { SEVERITIES } from '../notices/notice.js'
import { displayName } from './accounts.js'

/** An incident is one of these; `info` is for good news alone. */
export const RULE_SEVERITIES = SEVERITIES.filter((severity) => severity !== 'info')
const ids = (most: number) => z.array(z.uuid().toLowerCase()).max(most)

const settings = {
  name: displayName('a name', 120),
  tags: z.array(tag).max(20).describe('Monitors with one of these tags; none: any'),
  monitorIds: ids(500).describe('These monitors; none: any'),
  severities: z.array(z.enum(RULE_SEVERITIES)).max(2).describe('Incidents of these severities; none: any'),
  channelIds: ids(50).describe('Who is told; none: nobody, but for the escalation policy'),
  escalationPolicyId: z.uuid().toLowerCase().nullable().describe('Whom it escalates to while nobody acknowledges it'),
}

/** Body of POST notice-rules: the rule comes last. */
export const createNoticeRuleRequest = z.strictObject({
  ...settings,
  tags: settings.tags.default([]),
  monitorIds: settings.monitorIds.default([]),
  severities: settings.severities.default([]),
  channelIds: settings.channelIds.default([]),
  escalationPolicyId: settings.escalationPolicyId.default(null),
})
export type CreateNoticeRuleRequest = z.infer<typeof createNoticeRuleRequest>
/** Body of PATCH notice-rules/:id. */
export const updateNoticeRuleRequest = z.strictObject(settings).partial()
export type UpdateNoticeRuleRequest = z.infer<typeof updateNoticeRuleRequest>
/** Body of POST notice-rules/order: all rules, the first to be asked first. */
export const orderNoticeRulesRequest = z.strictObject({ ids: ids(100) })

/** Which incidents go where. The first rule that fits decides; where none does, the default channels are told. */
export const noticeRule = z.object({
  id: z.uuid(),
  position: z.int(),
  name: z.string(),
  tags: z.array(z.string()),
  monitorIds: z.array(z.uuid()),
  severities: z.array(z.enum(RULE_SEVERITIES)),
  channelIds: z.array(z.uuid()),
  escalationPolicyId: z.uuid().nullable(),
  version: z.int(),
  createdAt: z.iso.datetime(),
})
export type NoticeRule = z.infer<typeof noticeRule>
export const noticeRulesReply = z.object({ items: z.array(noticeRule) })

/** Query of GET monitors/:id/notice-route: what an incident of the monitor would do. */
export const noticeRouteQuery = z.object({ severity: z.enum(RULE_SEVERITIES).default('critical') })
export const noticeRouteReply = z.object({
  ruleId: z.uuid().nullable().describe('Null: no rule fits, the default channels are told'),
  channelIds: z.array(z.uuid()).describe('Without those that are switched off'),
  escalationPolicyId: z.uuid().nullable(),
})
